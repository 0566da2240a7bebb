#include "app/config.hpp"

#include "platform/base/id.hpp"
#include "platform/base/text.hpp"

#include <toml++/toml.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <unistd.h>

namespace caunoi::app {

namespace {

// One setting: its key in the file, where it goes, and whether it may be shown. The variable is CAUNOI_ and the key in
// capitals.
struct Setting {
    std::string_view key;
    std::string Config::* text = nullptr;
    std::int64_t Config::* number = nullptr;
    bool Config::* truth = nullptr;
    bool secret = false;
    std::int64_t least = 0;
    std::int64_t most = 0;
};
constexpr std::array<Setting, 15> settings{{
    {.key = "database_url", .text = &Config::database_url},
    {.key = "host", .text = &Config::host},
    {.key = "port", .number = &Config::port, .least = 0, .most = 65535},
    {.key = "behind_proxy", .truth = &Config::behind_proxy},
    {.key = "public_url", .text = &Config::public_url},
    {.key = "io_threads", .number = &Config::io_threads, .least = 0, .most = 256},
    {.key = "workers", .number = &Config::workers, .least = 0, .most = 1024},
    {.key = "log_file", .text = &Config::log_file},
    {.key = "mail_url", .text = &Config::mail_url},
    {.key = "mail_user", .text = &Config::mail_user},
    {.key = "mail_password", .text = &Config::mail_password, .secret = true},
    {.key = "mail_from", .text = &Config::mail_from},
    {.key = "mail_from_name", .text = &Config::mail_from_name},
    {.key = "mail_starttls", .text = &Config::mail_starttls},
    {.key = "metrics_token", .text = &Config::metrics_token, .secret = true},
}};

std::string variable_of(std::string_view key) {
    std::string name = "CAUNOI_";
    for (const char c : key) name += c == '_' ? '_' : static_cast<char>(c - 'a' + 'A');
    return name;
}

// Letters to change, to say "did you mean".
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string unknown(std::string_view key) {
    const Setting* nearest = nullptr;
    std::size_t best = 5;  // further away than this is no misspelling
    for (const Setting& setting : settings)
        if (const std::size_t d = distance(key, setting.key); d < best) best = d, nearest = &setting;
    std::string text = fmt::format("there is no setting '{}'", key);
    if (nearest) text += fmt::format("; did you mean '{}'?", nearest->key);
    return text;
}

// From a variable: everything is text.
void assign(Config& config, const Setting& setting, std::string_view value, std::string_view where,
            std::vector<ConfigProblem>& problems) {
    if (setting.text) {
        config.*setting.text = value;
    } else if (setting.truth) {
        if (value != "true" && value != "false")
            problems.push_back({std::string(where), "must be true or false"});
        else
            config.*setting.truth = value == "true";
    } else {
        const auto number = parse_integer(value);
        if (!number || *number < setting.least || *number > setting.most)
            problems.push_back(
                {std::string(where), fmt::format("must be a whole number from {} to {}", setting.least, setting.most)});
        else
            config.*setting.number = *number;
    }
}

void read_file(Config& config, const std::filesystem::path& file, std::vector<ConfigProblem>& problems) {
    toml::table table;
    try {
        table = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        problems.push_back(
            {fmt::format("{}:{}", file.string(), error.source().begin.line), std::string(error.description())});
        return;
    }
    for (const auto& [key, node] : table) {
        const std::string where = fmt::format("{}:{}", file.string(), node.source().begin.line);
        const auto* setting = std::ranges::find(settings, key.str(), &Setting::key);
        if (setting == settings.end()) {
            problems.push_back({where, unknown(key.str())});
        } else if (const auto* text = node.as_string()) {
            assign(config, *setting, text->get(), where, problems);
        } else if (const auto* number = node.as_integer()) {
            assign(config, *setting, std::to_string(number->get()), where, problems);
        } else if (const auto* truth = node.as_boolean()) {
            assign(config, *setting, truth->get() ? "true" : "false", where, problems);
        } else {
            problems.push_back({where, "must be a text, a whole number, or true or false"});
        }
    }
}

// CAUNOI_X, or CAUNOI_X_FILE naming a file that holds it (secrets of containers and systemd).
void read_variable(Config& config, const Setting& setting, const Environment& environment,
                   std::vector<ConfigProblem>& problems) {
    const std::string name = variable_of(setting.key);
    const std::string file_name = name + "_FILE";
    if (const char* value = environment.get(name.c_str())) {
        assign(config, setting, value, name, problems);
    } else if (const char* path = environment.get(file_name.c_str())) {
        std::ifstream in(path);
        std::stringstream content;
        if (!in || !(content << in.rdbuf())) {
            problems.push_back({file_name, fmt::format("cannot read {}", path)});
            return;
        }
        const std::string secret = content.str();
        assign(config, setting, trim(secret), file_name, problems);
    }
}

bool known_variable(std::string_view name) {
    if (name == "CAUNOI_DATA" || name == "CAUNOI_CONFIG" || name.starts_with("CAUNOI_TEST_")) return true;
    if (name.ends_with("_FILE") && known_variable(name.substr(0, name.size() - 5))) return true;
    return std::ranges::any_of(settings, [&](const Setting& setting) { return variable_of(setting.key) == name; });
}

}  // namespace

std::string Config::database() const {
    return database_url.empty() ? "sqlite:" + (data / "caunoi.db").string() : database_url;
}

Environment process_environment() {
    Environment environment{.get = [](const char* name) -> const char* { return std::getenv(name); },
                            .names = {}};  // NOLINT(concurrency-mt-unsafe)
    for (char** entry = ::environ; *entry; ++entry) {
        const std::string_view line(*entry);
        environment.names.emplace_back(line.substr(0, line.find('=')));
    }
    return environment;
}

Config load_config(const std::filesystem::path& file, const std::filesystem::path& data, const Environment& environment,
                   std::vector<ConfigProblem>& problems) {
    Config config;
    config.data = data;
    const std::filesystem::path standard = data / "caunoi.toml";
    if (!file.empty()) {
        read_file(config, file, problems);
    } else if (std::filesystem::exists(standard)) {
        read_file(config, standard, problems);
    }
    for (const Setting& setting : settings) read_variable(config, setting, environment, problems);
    for (const std::string& name : environment.names) {
        if (!name.starts_with("CAUNOI_") || known_variable(name)) continue;
        problems.push_back({name, unknown(to_lower(std::string_view(name).substr(7)))});
    }
    if (config.mail_starttls != "required" && config.mail_starttls != "never")
        problems.push_back({"mail_starttls", "must be required or never"});
    return config;
}

std::vector<std::pair<std::string, std::string>> show(const Config& config) {
    std::vector<std::pair<std::string, std::string>> lines;
    lines.emplace_back("data", config.data.string());
    for (const Setting& setting : settings) {
        std::string value = setting.text            ? config.*setting.text
                            : setting.number        ? std::to_string(config.*setting.number)
                            : config.*setting.truth ? "true"
                                                    : "false";
        if (setting.secret && !value.empty()) value = "(kept secret)";
        lines.emplace_back(setting.key, std::move(value));
    }
    return lines;
}

}  // namespace caunoi::app
