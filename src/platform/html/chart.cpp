// Bars drawn as SVG: sizes are attributes and colours are classes, because the CSP forbids inline styles.
#include "platform/base/utf8.hpp"
#include "platform/html/components.hpp"
#include "platform/i18n/format.hpp"

#include <stdexcept>

namespace caunoi::html {

namespace {

using i18n::number;

// In tenths of a unit, so that no number is ever a float printed in some locale.
constexpr std::int64_t width = 6200;
constexpr std::int64_t bottom = 1800;
constexpr std::int64_t top = 240;
constexpr std::int64_t right = 6160;

std::string coordinate(std::int64_t tenths) {
    return tenths % 10 == 0 ? fmt::format("{}", tenths / 10) : fmt::format("{}.{}", tenths / 10, tenths % 10);
}

// The smallest of 1, 2, 5, 10, 20, 50 … that needs at most four steps.
std::int64_t tick_step(std::int64_t most) {
    std::int64_t power = 1;
    while (true) {
        for (const std::int64_t factor : {1, 2, 5})
            if ((most + factor * power - 1) / (factor * power) <= 4) return factor * power;
        if (power > most) return power;
        power *= 10;
    }
}

constexpr std::array<std::string_view, 5> classes{"a", "b", "c", "d", "e"};

struct Frame {
    std::int64_t left;  // where the bars begin: behind the widest figure
    std::int64_t most;  // value at the top tick
    std::int64_t slot;  // width of one category
    [[nodiscard]] std::int64_t height(std::int64_t value) const {
        // Values may be counts of money: no product of two large numbers.
        return static_cast<std::int64_t>(static_cast<long double>(value) / static_cast<long double>(most) *
                                         static_cast<long double>(bottom - top));
    }
};

void axis(Writer& w, Language language, const Frame& frame, std::int64_t step) {
    for (std::int64_t tick = 0;; tick += step) {
        const std::int64_t y = bottom - frame.height(tick);
        w.tag("path", "ax")
            .attr("d", fmt::format("M{} {}H{}", coordinate(frame.left), coordinate(y), coordinate(right)))
            .end();
        w.tag("text", "end").attr("x", coordinate(frame.left - 80)).attr("y", coordinate(y + 40));
        w.text(number(language, tick)).end();
        if (tick > frame.most - step) break;
    }
}

void group(Writer& w, Language language, const Frame& frame, std::size_t index, std::string_view category,
           std::span<const Series> series) {
    const auto count = static_cast<std::int64_t>(series.size());
    const std::int64_t gap = 30;
    const std::int64_t bar = std::clamp<std::int64_t>((frame.slot * 7 / 10 - gap * (count - 1)) / count, 20, 300);
    const std::int64_t slot_left = frame.left + frame.slot * static_cast<std::int64_t>(index);
    std::int64_t x = slot_left + (frame.slot - bar * count - gap * (count - 1)) / 2;
    for (std::size_t s = 0; s < series.size(); ++s, x += bar + gap) {
        const std::int64_t value = index < series[s].values.size() ? series[s].values[index] : 0;
        if (value <= 0) continue;
        const std::int64_t height = std::max<std::int64_t>(frame.height(value), 10);  // one is not none
        w.tag("rect").attr("class", classes[s]).attr("x", coordinate(x)).attr("y", coordinate(bottom - height));
        w.attr("width", coordinate(bar)).attr("height", coordinate(height)).attr("rx", "2");
        w.element("title", fmt::format("{}, {}: {}", category, series[s].name, number(language, value))).end();
    }
}

// A name that fits before its bar; the table beside the picture has all of it. Han characters are twice as wide.
std::string shortened(std::string_view name) {
    constexpr int widest = 38;
    int taken = 0;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t begin = at;
        taken += next_code_point(name, at) >= 0x2e80 ? 2 : 1;
        if (taken > widest) return std::string(name.substr(0, begin)) + "…";
    }
    return std::string(name);
}

std::int64_t largest(std::span<const Series> series) {
    std::int64_t most = 1;
    for (const Series& one : series)
        for (const std::int64_t value : one.values) most = std::max(most, value);
    return most;
}

}  // namespace

void bar_chart(Writer& w, Language language, std::string_view label, std::span<const std::string> categories,
               std::span<const Series> series) {
    if (series.empty() || series.size() > classes.size()) throw std::logic_error("a chart shows one to five series");
    const std::int64_t most = largest(series);
    const std::int64_t step = tick_step(most);
    const std::int64_t ticks = (most + step - 1) / step;
    const auto digits = static_cast<std::int64_t>(number(language, ticks * step).size());
    const auto count = std::max<std::int64_t>(1, static_cast<std::int64_t>(categories.size()));
    const std::int64_t left = 130 + 72 * digits;
    const Frame frame{.left = left, .most = ticks * step, .slot = (right - left) / count};

    // On a phone the newest end is in view first.
    w.tag("div", "scroll-x newest").attr("role", "group").attr("aria-label", label).attr("tabindex", "0");
    w.tag("svg", "chart")
        .attr("viewBox", fmt::format("0 0 {} 210", width / 10))
        .attr("role", "img")
        .attr("aria-label", label);
    axis(w, language, frame, step);
    const std::size_t every = (categories.size() + 12) / 13;  // more labels would overlap
    for (std::size_t i = 0; i < categories.size(); ++i) {
        group(w, language, frame, i, categories[i], series);
        if (i % every != 0) continue;
        const std::int64_t middle = frame.left + frame.slot * static_cast<std::int64_t>(i) + frame.slot / 2;
        w.tag("text", "mid").attr("x", coordinate(middle)).attr("y", "200").text(categories[i]).end();
    }
    w.end().end();
    w.tag("ul", "legend");
    for (std::size_t s = 0; s < series.size(); ++s) {
        w.tag("li").tag("span").attr("class", fmt::format("key {}", classes[s])).attr("aria-hidden", "true").end();
        w.text(series[s].name).end();
    }
    w.end();
}

void row_chart(Writer& w, Language language, std::string_view label, std::span<const Bar> bars) {
    constexpr std::int64_t line = 240;        // height of one bar and the room around it
    constexpr std::int64_t names_end = 2600;  // names stand before the bars, right-aligned
    constexpr std::int64_t bars_end = 5600;   // behind the longest bar its figure still fits
    std::int64_t most = 1;
    for (const Bar& bar : bars) most = std::max(most, bar.value);

    w.tag("div", "scroll-x bars").attr("role", "group").attr("aria-label", label).attr("tabindex", "0");
    w.tag("svg", "chart")
        .attr("viewBox",
              fmt::format("0 0 {} {}", width / 10, coordinate(line * std::max<std::int64_t>(1, std::ssize(bars)))))
        .attr("role", "img")
        .attr("aria-label", label);
    std::int64_t y = 0;
    for (const Bar& bar : bars) {
        const auto share = static_cast<long double>(bar.value) / static_cast<long double>(most);
        auto length = static_cast<std::int64_t>(share * static_cast<long double>(bars_end - names_end - 80));
        if (bar.value > 0) length = std::max<std::int64_t>(length, 20);  // one is not none
        const std::string figure = number(language, bar.value);
        w.tag("text", "end")
            .attr("x", coordinate(names_end))
            .attr("y", coordinate(y + 160))
            .text(shortened(bar.name))
            .end();
        if (bar.value > 0) {
            w.tag("rect", "a").attr("x", coordinate(names_end + 80)).attr("y", coordinate(y + 40));
            w.attr("width", coordinate(length)).attr("height", coordinate(line - 80)).attr("rx", "2");
            w.element("title", fmt::format("{}: {}", bar.name, figure)).end();
        }
        w.tag("text", "val").attr("x", coordinate(names_end + 80 + length + 60)).attr("y", coordinate(y + 160));
        w.text(figure).end();
        y += line;
    }
    w.end().end();
}

}  // namespace caunoi::html
