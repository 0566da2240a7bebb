// The documents name commands, addresses and files. Each of them must exist.
#include "app/cli.hpp"
#include "app/test_app.hpp"
#include "platform/base/test_files.hpp"
#include "platform/base/test_source.hpp"
#include "platform/base/text.hpp"

#include <fstream>
#include <regex>
#include <sstream>

namespace caunoi::app {

namespace {

const std::filesystem::path source = source_folder();

std::vector<std::filesystem::path> documents() {
    std::vector<std::filesystem::path> found{source / "README.md", source / "ARCHITECTURE.md",
                                             source / "CONTRIBUTING.md"};
    for (const char* folder : {"docs", "decisions"})
        for (const auto& entry : std::filesystem::directory_iterator(source / folder))
            if (entry.path().extension() == ".md") found.push_back(entry.path());
    return found;
}

// What stands between `…`, and lines that are indented as code.
std::vector<std::string> code_of(const std::string& text) {
    std::vector<std::string> pieces;
    static const std::regex quoted("`([^`\n]+)`");
    for (std::sregex_iterator it(text.begin(), text.end(), quoted), end; it != end; ++it) pieces.push_back((*it)[1]);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("    ")) pieces.push_back(line.substr(4));
    return pieces;
}

bool has_route(const http::Router& router, const std::string& path) {
    return router.find(http::Method::get, path).path_exists || router.find(http::Method::get, path).route != nullptr ||
           path == "/healthz";
}

}  // namespace

using Documents = AppTest;

TEST_P(Documents, NameOnlyAddressesThatExist) {
    static const std::regex address(
        R"((^|[ (])(/(?:[a-z]+[a-z.-]*|\{[a-z]+\})(?:/(?:[a-z.-]+|\{[a-z]+\}))*)(\?|$|[ ,;)]))");
    int named = 0;
    for (const auto& document : documents())
        for (const std::string& piece : code_of(content_of(document))) {
            std::smatch match;
            if (!std::regex_search(piece, match, address)) continue;
            std::string path = match[2];
            // Folders of the operating system are not addresses of ours.
            if (path.starts_with("/var/") || path.starts_with("/usr/") || path.starts_with("/files/")) continue;
            path = std::regex_replace(path, std::regex(R"(\{[a-z]+\})"), "1");
            ++named;
            EXPECT_TRUE(has_route(program.router(), path)) << document << ": " << piece;
        }
    EXPECT_GT(named, 3);
}

TEST_P(Documents, NameOnlyCommandsThatExist) {
    static const std::regex command(R"(\bcaunoi ((?:[a-z]+ ?)+))");
    int named = 0;
    for (const auto& document : documents())
        for (const std::string& piece : code_of(content_of(document))) {
            std::smatch match;
            if (!std::regex_search(piece, match, command)) continue;
            std::vector<std::string> words{"caunoi"};
            const std::string named_words = match[1];
            for (const std::string_view word : split(trim(named_words), ' ')) words.emplace_back(word);
            words.emplace_back("--help");
            std::vector<char*> arguments;
            for (std::string& word : words) arguments.push_back(word.data());
            testing::internal::CaptureStdout();
            testing::internal::CaptureStderr();
            const int code = run_command(static_cast<int>(arguments.size()), arguments.data());
            const std::string help = testing::internal::GetCapturedStdout();
            testing::internal::GetCapturedStderr();
            ++named;
            // The help of an unknown command is that of the whole program, so its name must stand in it.
            words.pop_back();
            EXPECT_EQ(code, 0) << document << ": " << piece;
            EXPECT_NE(help.find(fmt::format("Usage: {} ", fmt::join(words, " "))), std::string::npos)
                << document << ": " << piece;
        }
    EXPECT_GT(named, 8);
}

TEST_P(Documents, NameOnlyFilesThatExist) {
    static const std::regex file(
        R"(^((?:src|docs|tests|tools|assets|demo|decisions|i18n|migrations|bench|platform|modules|app)/[A-Za-z0-9_./-]*|\./[a-z]+|[A-Z]+\.md)$)");
    int named = 0;
    for (const auto& document : documents())
        for (const std::string& piece : code_of(content_of(document))) {
            std::smatch match;
            if (!std::regex_match(piece, match, file)) continue;
            ++named;
            EXPECT_TRUE(std::filesystem::exists(source / piece) || std::filesystem::exists(source / "src" / piece))
                << document << ": " << piece;
        }
    EXPECT_GT(named, 20);
}

INSTANTIATE_TEST_SUITE_P(Engines, Documents, testing::Values(store::Engine::sqlite));

}  // namespace caunoi::app
