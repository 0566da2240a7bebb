#include "app/config.hpp"

#include "app/test_app.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace caunoi::app {

namespace {

// What the test of the moment sets; a function pointer cannot carry it.
std::map<std::string, std::string>& variables() {
    static std::map<std::string, std::string> all;
    return all;
}

class Configuration : public testing::Test {
protected:
    Configuration() { variables().clear(); }

    TestFolder folder;
    std::vector<ConfigProblem> problems;

    void write_file(std::string_view text) const { std::ofstream(folder.path() / "caunoi.toml") << text; }
    Config load() {
        problems.clear();
        Environment environment{.get = [](const char* name) -> const char* {
                                    const auto found = variables().find(name);
                                    return found == variables().end() ? nullptr : found->second.c_str();
                                },
                                .names = {}};
        for (const auto& [name, value] : variables()) environment.names.push_back(name);
        return load_config({}, folder.path(), environment, problems);
    }
    void expect_one_problem(std::string_view where, std::string_view text) {
        ASSERT_EQ(problems.size(), 1U);
        EXPECT_NE(problems[0].where.find(where), std::string::npos) << problems[0].where;
        EXPECT_NE(problems[0].text.find(text), std::string::npos) << problems[0].text;
    }
};

}  // namespace

TEST_F(Configuration, WithoutAFileIsTheDefaults) {
    const Config config = load();
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(config.host, "127.0.0.1");
    EXPECT_EQ(config.port, 8080);
    EXPECT_EQ(config.database(), "sqlite:" + (folder.path() / "caunoi.db").string());
}

TEST_F(Configuration, TakesTheFileAndAboveItTheVariables) {
    write_file("port = 9000\nhost = \"127.0.0.2\"\nbehind_proxy = true\n");
    variables() = {{"CAUNOI_PORT", "9001"}, {"HOME", "/root"}};
    const Config config = load();
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(config.port, 9001);
    EXPECT_EQ(config.host, "127.0.0.2");
    EXPECT_TRUE(config.behind_proxy);
}

TEST_F(Configuration, SuggestsTheKeyThatWasMeant) {
    write_file("host = \"127.0.0.1\"\ndatabse_url = \"sqlite:x.db\"\n");
    load();
    expect_one_problem("caunoi.toml:2", "there is no setting 'databse_url'; did you mean 'database_url'?");
}

TEST_F(Configuration, SuggestsNothingForAKeyThatIsLikeNoOther) {
    write_file("colour_of_the_door = \"red\"\n");
    load();
    expect_one_problem("caunoi.toml:1", "there is no setting 'colour_of_the_door'");
    EXPECT_EQ(problems[0].text.find("did you mean"), std::string::npos);
}

TEST_F(Configuration, SuggestsTheVariableThatWasMeant) {
    variables() = {{"CAUNOI_PROT", "80"}};
    load();
    expect_one_problem("CAUNOI_PROT", "did you mean 'port'?");
}

TEST_F(Configuration, ReadsASecretFromTheFileThatAVariableNames) {
    const std::string secret = (folder.path() / "secret").string();
    std::ofstream(secret) << "mật khẩu của hộp thư\n";
    variables() = {{"CAUNOI_MAIL_PASSWORD_FILE", secret}};
    const Config config = load();
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(config.mail_password, "mật khẩu của hộp thư");
    for (const auto& [key, value] : show(config)) EXPECT_EQ(value.find("hộp thư"), std::string::npos) << key;
}

TEST_F(Configuration, NamesTheFileThatCannotBeRead) {
    variables() = {{"CAUNOI_MAIL_PASSWORD_FILE", (folder.path() / "nowhere").string()}};
    load();
    expect_one_problem("CAUNOI_MAIL_PASSWORD_FILE", "cannot read");
}

TEST_F(Configuration, NamesTheLineOfEachWrongValueAtOnce) {
    write_file("port = 70000\nbehind_proxy = \"perhaps\"\nworkers = \"many\"\nhost = [1]\n");
    load();
    ASSERT_EQ(problems.size(), 4U);
    std::vector<std::string> lines;
    for (const ConfigProblem& problem : problems) lines.push_back(problem.where.substr(problem.where.rfind(':') + 1));
    std::ranges::sort(lines);
    EXPECT_EQ(lines, (std::vector<std::string>{"1", "2", "3", "4"}));
}

TEST_F(Configuration, NamesTheLineThatIsNotToml) {
    write_file("host = \"127.0.0.1\"\nport = = 1\n");
    load();
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_TRUE(problems[0].where.ends_with("caunoi.toml:2")) << problems[0].where;
}

TEST_F(Configuration, RefusesAnUnknownWayOfSendingMail) {
    variables() = {{"CAUNOI_MAIL_STARTTLS", "sometimes"}};
    load();
    expect_one_problem("mail_starttls", "required or never");
}

TEST(Program, MakesItsFoldersAndAKeyThatOnlyItsOwnerReads) {
    const TestFolder folder;
    Config config;
    config.data = folder.path() / "new" / "data";
    Program program(config);
    EXPECT_TRUE(std::filesystem::is_directory(config.data / "spool"));
    const auto permissions = std::filesystem::status(config.data / "master.key").permissions();
    EXPECT_EQ(permissions & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_THROW(program.require_schema(), Refused);
    program.migrate();
    EXPECT_NO_THROW(program.require_schema());
}

}  // namespace caunoi::app
