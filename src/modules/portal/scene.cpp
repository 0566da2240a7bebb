#include "modules/portal/scene.hpp"

#include <fmt/format.h>

#include <array>

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

void path(html::Writer& w, html::Literal part, const std::string& d) {
    w.tag("path", part).attr("d", d).end();
}
void box(html::Writer& w, html::Literal part, int x, int y, int width, int height) {
    w.tag("rect", part).attr("x", x).attr("y", y).attr("width", width).attr("height", height).end();
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

void ripples(html::Writer& w, Size size, int middle, int water, int half) {
    const int step = size.height / 20;
    w.tag("path", "ripple")
        .attr("d",
              fmt::format("M{} {}h{}M{} {}h{}M{} {}h{}", middle - half, water + step, 2 * half, middle - half * 3 / 4,
                          water + 2 * step, half * 3 / 2, middle - half * 2 / 5, water + 3 * step, half * 4 / 5));
    w.attr("stroke-width", size.height / 84).attr("stroke-linecap", "round").end();
}

void moon_bridge(html::Writer& w, Size size, int middle, int water) {
    const int span = size.width * 57 / 200;  // half of it
    const int arch = size.width * 11 / 100;
    const int top = water - size.height * 30 / 100;
    path(w, "span",
         fmt::format("M{0} {1}C{2} {1} {3} {4} {5} {4}S{6} {1} {7} {1}H{8}A{9} {9} 0 0 0 {10} {1}Z", middle - span,
                     water, middle - span * 54 / 100, middle - span * 38 / 100, top, middle, middle + span * 54 / 100,
                     middle + span, middle + arch, arch, middle - arch));
    ripples(w, size, middle, water, arch);
}

// --- what is drawn ---------------------------------------------------------------------------------------------------

// A moon bridge before three rows of karst.
void draw_bridge(html::Writer& w, Dice& dice, Size size) {
    const int h = size.height;
    path(w, "far", mountains(dice, size, 5, h * 62 / 100, h * 10 / 100, h * 28 / 100));
    path(w, "mid", mountains(dice, size, 4, h * 68 / 100, h * 18 / 100, h * 34 / 100));
    path(w, "near", mountains(dice, size, 6, h * 75 / 100, h * 8 / 100, h * 22 / 100));
    const int water = h * 78 / 100;
    box(w, "water", 0, water, size.width, h - water);
    moon_bridge(w, size, size.width * dice.from(34, 66) / 100, water);
    path(w, "bank",
         fmt::format("M0 {}C{} {} {} {} {} {}S{} {} 0 {}Z", h * 9 / 10, size.width / 5, h * 82 / 100,
                     size.width * 3 / 10, h * 97 / 100, size.width * 44 / 100, h * 95 / 100, size.width / 5, h, h));
}

// Terraced fields below a far range, step under step.
void draw_terraces(html::Writer& w, Dice& dice, Size size) {
    const int h = size.height;
    path(w, "far", mountains(dice, size, 4, h * 56 / 100, h * 14 / 100, h * 30 / 100));
    constexpr std::array<html::Literal, 5> steps{"mid", "near", "bank", "near", "mid"};
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const int y = h * (50 + 10 * static_cast<int>(i)) / 100;
        const int left = y + h * dice.from(-4, 6) / 100;
        const int right = y + h * dice.from(-4, 6) / 100;
        const int bow = h * dice.from(6, 14) / 100;
        path(w, steps[i],
             fmt::format("M0 {}C{} {} {} {} {} {}V{}H0Z", left, size.width / 3, left - bow, size.width * 2 / 3,
                         right + bow, size.width, right, h));
    }
}

// Islets in a calm bay, and a boat.
void draw_bay(html::Writer& w, Dice& dice, Size size) {
    const int h = size.height;
    const int water = h * 58 / 100;
    path(w, "far", mountains(dice, size, 7, water, h * 4 / 100, h * 14 / 100));
    box(w, "water", 0, water, size.width, h - water);
    constexpr std::array<html::Literal, 3> parts{"mid", "near", "near"};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int foot = water + h * (3 + 8 * static_cast<int>(i)) / 100;
        const int width = size.width * dice.from(14, 24) / 100;
        const int x = size.width * dice.from(3 + 30 * static_cast<int>(i), 14 + 30 * static_cast<int>(i)) / 100;
        const int top = foot - h * dice.from(22, 40) / 100;
        path(w, parts[i],
             fmt::format("M{0} {1}C{2} {3} {4} {5} {6} {5}S{7} {3} {8} {1}Z", x, foot, x + width / 10, top + h / 12,
                         x + width / 4, top, x + width / 2, x + width * 9 / 10, x + width));
    }
    const int boat = size.width * dice.from(30, 60) / 100;
    const int deck = h * 88 / 100;
    path(w, "span", fmt::format("M{} {}h{}l{} {}h{}Z", boat, deck, h / 4, -h / 16, h / 24, -h / 8));
    path(w, "sun",
         fmt::format("M{} {}V{}C{} {} {} {} {} {}Z", boat + h / 10, deck - h / 60, deck - h * 28 / 100, boat + h / 5,
                     deck - h / 5, boat + h / 5, deck - h / 10, boat + h / 4, deck - h / 60));
    ripples(w, size, boat + h / 8, deck + h / 40, h / 6);
}

// A long bridge on piers, from bank to bank.
void draw_causeway(html::Writer& w, Dice& dice, Size size) {
    const int h = size.height;
    path(w, "far", mountains(dice, size, 3, h * 60 / 100, h * 20 / 100, h * 34 / 100));
    path(w, "mid", mountains(dice, size, 5, h * 66 / 100, h * 6 / 100, h * 16 / 100));
    const int water = h * 66 / 100;
    box(w, "water", 0, water, size.width, h - water);
    const int deck = h * 62 / 100;
    const int arches = dice.from(4, 6);
    const int foot = h * 79 / 100;
    const int pier = size.width / 40;
    std::string d = fmt::format("M0 {}H{}V{}", deck, size.width, foot);
    for (int i = arches; i > 0; --i) {
        const int right = size.width * i / arches - pier / 2;
        const int left = size.width * (i - 1) / arches + pier / 2;
        d += fmt::format("H{}A{} {} 0 0 0 {} {}", right, (right - left) / 2, foot - deck - h / 30, left, foot);
    }
    path(w, "span", d + "H0Z");
    ripples(w, size, size.width * dice.from(25, 75) / 100, foot + h / 30, size.width / 10);
}

// The one that the dice show, or the next that is not used; when all are, it begins again.
std::size_t taken(Dice& dice, unsigned& used, std::size_t count) {
    auto index = static_cast<std::size_t>(dice.from(0, static_cast<int>(count) - 1));
    if (used == (1U << count) - 1) used = 0;
    while ((used & (1U << index)) != 0) index = (index + 1) % count;
    used |= 1U << index;
    return index;
}

}  // namespace

void scene(html::Writer& w, ArticleId article, SceneSize which, std::string_view label, SceneRun& run) {
    const Size size = which == SceneSize::hero ? Size{560, 360} : Size{360, 200};
    // Tones of the day; the style sheet has each for light and dark pages.
    constexpr std::array<html::Literal, 4> moods{"scene dawn", "scene noon", "scene dusk", "scene harvest"};
    constexpr std::array drawings{draw_bridge, draw_terraces, draw_bay, draw_causeway};
    Dice dice(article.value);
    const int h = size.height;
    const html::Literal mood = moods[taken(dice, run.moods, moods.size())];
    w.tag("svg", mood).attr("viewBox", fmt::format("0 0 {} {}", size.width, h));
    if (label.empty())
        w.attr("aria-hidden", "true");
    else
        w.attr("role", "img").attr("aria-label", label);
    box(w, "sky", 0, 0, size.width, h);
    const std::size_t drawing = taken(dice, run.drawings, drawings.size());
    w.tag("circle", "sun").attr("cx", size.width * dice.from(15, 85) / 100).attr("cy", h * dice.from(18, 30) / 100);
    w.attr("r", h * dice.from(7, 11) / 100).end();
    drawings[drawing](w, dice, size);
    w.end();
}

}  // namespace caunoi::portal
