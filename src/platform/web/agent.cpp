#include "platform/web/agent.hpp"

#include "platform/i18n/i18n.hpp"

#include <array>
#include <utility>

namespace caunoi::web {

namespace {

using Name = std::pair<std::string_view, std::string_view>;  // what stands in the header, what people call it

// The first that fits: browsers name those that they descend from, Edge also Chrome and Safari.
constexpr std::array<Name, 14> browsers{{{"Edg", "Edge"},
                                         {"OPR/", "Opera"},
                                         {"coc_coc", "Cốc Cốc"},
                                         {"MicroMessenger", "WeChat"},
                                         {"Zalo", "Zalo"},
                                         {"SamsungBrowser", "Samsung Internet"},
                                         {"HuaweiBrowser", "Huawei Browser"},
                                         {"QQBrowser", "QQ Browser"},
                                         {"Firefox", "Firefox"},
                                         {"FxiOS", "Firefox"},
                                         {"CriOS", "Chrome"},
                                         {"Chrome", "Chrome"},
                                         {"Safari", "Safari"},
                                         {"curl", "curl"}}};
constexpr std::array<Name, 8> systems{{{"iPhone", "iPhone"},
                                       {"iPad", "iPad"},
                                       {"HarmonyOS", "HarmonyOS"},
                                       {"Android", "Android"},
                                       {"Windows", "Windows"},
                                       {"CrOS", "ChromeOS"},
                                       {"Mac OS X", "macOS"},
                                       {"Linux", "Linux"}}};

template <std::size_t N>
std::string_view named(const std::array<Name, N>& names, std::string_view agent) {
    for (const auto& [mark, name] : names)
        if (agent.find(mark) != std::string_view::npos) return name;
    return {};
}

}  // namespace

std::string agent_text(Language language, std::string_view agent) {
    const std::string_view browser = named(browsers, agent);
    const std::string_view system = named(systems, agent);
    if (!browser.empty() && !system.empty())
        return i18n::tr(language, "auth.sessions.agent",
                        {{"browser", std::string(browser)}, {"system", std::string(system)}});
    if (browser.empty() && system.empty()) return std::string(i18n::tr(language, "auth.sessions.agent_unknown"));
    return std::string(browser.empty() ? system : browser);
}

}  // namespace caunoi::web
