#include "modules/portal/scene.hpp"

#include <fmt/format.h>

namespace caunoi::portal {

namespace {

// A few bits at a time from the article's id (splitmix64): the same on every machine, for ever.
class Dice {
public:
    explicit Dice(std::int64_t seed) : state_(static_cast<std::uint64_t>(seed)) {}
    int from(int least, int most) {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
        mixed ^= mixed >> 31U;
        return least + static_cast<int>(mixed % static_cast<std::uint64_t>(most - least + 1));
    }

private:
    std::uint64_t state_;
};

struct Size {
    int width, height;
};

void path(html::Writer& w, const std::string& d, std::string_view fill) {
    w.tag("path").attr("d", d).attr("fill", fill).end();
}

// One row of mountains: the steep round heads of karst, no two of one height.
std::string mountains(Dice& dice, Size size, int peaks, int foot, int lowest, int highest) {
    std::string d = fmt::format("M0 {}V{}", size.height, foot);
    for (int i = 0; i < peaks; ++i) {
        const int x = size.width * i / peaks;
        const int end = size.width * (i + 1) / peaks;
        const int width = end - x;
        const int top = foot - dice.from(lowest, highest);
        d += fmt::format("C{} {} {} {} {} {}S{} {} {} {}", x + width * 22 / 100, foot, x + width * 28 / 100, top,
                         x + width / 2, top, x + width * 4 / 5, foot - dice.from(0, 14), end, foot);
    }
    return d + fmt::format("V{}Z", size.height);
}

void bridge(html::Writer& w, Size size, int middle, int water) {
    const int span = size.width * 57 / 200;  // half of it
    const int arch = size.width * 11 / 100;
    const int top = water - size.height * 30 / 100;
    path(w,
         fmt::format("M{0} {1}C{2} {1} {3} {4} {5} {4}S{6} {1} {7} {1}H{8}A{9} {9} 0 0 0 {10} {1}Z", middle - span,
                     water, middle - span * 54 / 100, middle - span * 38 / 100, top, middle, middle + span * 54 / 100,
                     middle + span, middle + arch, arch, middle - arch),
         "#27406b");
    const int step = size.height / 20;
    w.tag("path").attr(
        "d", fmt::format("M{} {}h{}M{} {}h{}M{} {}h{}", middle - arch, water + step, 2 * arch, middle - arch * 3 / 4,
                         water + 2 * step, arch * 3 / 2, middle - arch * 2 / 5, water + 3 * step, arch * 4 / 5));
    w.attr("fill", "none").attr("stroke", "#c98f2b").attr("stroke-width", size.height / 84);
    w.attr("stroke-linecap", "round").end();
}

}  // namespace

void scene(html::Writer& w, ArticleId article, SceneSize which, std::string_view label) {
    const Size size = which == SceneSize::hero ? Size{560, 360} : Size{360, 200};
    constexpr std::array<std::string_view, 5> suns{"#d99a6c", "#cf8a8a", "#d9b35f", "#c7a6b8", "#c98f2b"};
    Dice dice(article.value);
    const int h = size.height;
    w.tag("svg").attr("viewBox", fmt::format("0 0 {} {}", size.width, h));
    if (label.empty())
        w.attr("aria-hidden", "true");
    else
        w.attr("role", "img").attr("aria-label", label);
    w.tag("rect").attr("width", size.width).attr("height", h).attr("fill", "#f1e8d6").end();
    const std::string_view sun = suns[static_cast<std::size_t>(dice.from(0, static_cast<int>(suns.size()) - 1))];
    w.tag("circle").attr("cx", size.width * dice.from(15, 85) / 100).attr("cy", h * dice.from(20, 28) / 100);
    w.attr("r", h / 10).attr("fill", sun).end();
    path(w, mountains(dice, size, 5, h * 62 / 100, h * 10 / 100, h * 28 / 100), "#c3cdd8");
    path(w, mountains(dice, size, 4, h * 68 / 100, h * 18 / 100, h * 34 / 100), "#93a5bd");
    path(w, mountains(dice, size, 6, h * 75 / 100, h * 8 / 100, h * 22 / 100), "#5f7799");
    const int water = h * 78 / 100;
    w.tag("rect").attr("y", water).attr("width", size.width).attr("height", h - water).attr("fill", "#dfe5ea").end();
    bridge(w, size, size.width * dice.from(34, 66) / 100, water);
    path(w,
         fmt::format("M0 {}C{} {} {} {} {} {}S{} {} 0 {}Z", h * 9 / 10, size.width / 5, h * 82 / 100,
                     size.width * 3 / 10, h * 97 / 100, size.width * 44 / 100, h * 95 / 100, size.width / 5, h, h),
         "#1b6653");
    w.end();
}

}  // namespace caunoi::portal
