// A real mail server beside a test: tests/smtp_sink.py in a process of its own, with a folder of its own.
#pragma once

#include "platform/base/test_files.hpp"
#include "platform/base/test_source.hpp"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace caunoi::mail {

class TestSink {
public:
    explicit TestSink(std::vector<std::string> options = {}) {
        options.insert(options.begin(), {"/usr/bin/python3", script().string(), folder_.path().string()});
        start(options);
    }
    TestSink(const TestSink&) = delete;
    TestSink& operator=(const TestSink&) = delete;
    ~TestSink() {
        ::close(input_);  // the script ends then
        ::waitpid(process_, nullptr, 0);
    }

    [[nodiscard]] std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    [[nodiscard]] bool has(int number) const { return std::filesystem::exists(file(number, "eml")); }
    [[nodiscard]] std::string text(int number, const std::string& extension) const {
        std::ifstream stream(file(number, extension), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    // One line of N.facts; "(none)" when there is no such fact.
    [[nodiscard]] std::string fact(int number, const std::string& name) const {
        std::ifstream stream(file(number, "facts"));
        for (std::string line; std::getline(stream, line);)
            if (line.starts_with(name + "=")) return line.substr(name.size() + 1);
        return "(none)";
    }

private:
    static std::filesystem::path script() { return source_folder() / "tests/smtp_sink.py"; }
    [[nodiscard]] std::filesystem::path file(int number, const std::string& extension) const {
        return folder_.path() / (std::to_string(number) + "." + extension);
    }
    void start(std::vector<std::string>& arguments) {
        std::array<int, 2> in{};
        std::array<int, 2> out{};
        if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
            throw std::runtime_error("pipe2 failed");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, in[0], 0);
        posix_spawn_file_actions_adddup2(&actions, out[1], 1);
        std::vector<char*> argv;
        for (std::string& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        const int failed = ::posix_spawn(&process_, argv[0], &actions, nullptr, argv.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(in[0]);
        ::close(out[1]);
        input_ = in[1];
        if (failed != 0) throw std::runtime_error("the mail server of the test does not start");
        FILE* stream = ::fdopen(out[0], "r");
        const int read = std::fscanf(stream, "port %d", &port_);
        std::fclose(stream);
        if (read != 1) throw std::runtime_error("the mail server of the test says no port: is python3-aiosmtpd there?");
    }

    TestFolder folder_;
    pid_t process_ = 0;
    int input_ = -1;
    int port_ = 0;
};

}  // namespace caunoi::mail
