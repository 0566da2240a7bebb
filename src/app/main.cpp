#include "app/cli.hpp"

int main(int argc, char** argv) {
    return caunoi::app::run_command(argc, argv);
}
