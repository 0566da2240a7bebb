#include "platform/pdf/document.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <mutex>
#include <stdexcept>
#include <utility>

#ifdef __SANITIZE_ADDRESS__
// Cairo 1.16 loses 768 bytes for each font that it puts into a PDF, fontconfig 256 once. Both are outside our reach.
// NOLINTNEXTLINE(bugprone-reserved-identifier): the name is the sanitizer's
extern "C" const char* __lsan_default_suppressions() {
    return "leak:libcairo.so\nleak:libfontconfig.so\n";
}
#endif

namespace caunoi::pdf {

namespace {

constexpr double points_per_mm = 72 / 25.4;
constexpr int largest_picture = 4096;

// A font map takes tens of megabytes once Chinese has been set, and Pango would keep one in each thread that ever drew.
// There is one for the process, and whoever draws holds this.
std::mutex fonts_in_use;

struct Free {
    void operator()(void* object) const { g_object_unref(object); }
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(PangoAttrList* list) const { pango_attr_list_unref(list); }
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
    void operator()(QRinput* input) const { QRinput_free(input); }
    void operator()(QRcode* code) const { QRcode_free(code); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

PangoFontMap* font_map() {
    static const Owned<PangoFontMap> map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    return map.get();
}

// Never throws through Cairo, which is C: out of memory becomes a write error of the surface.
cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) noexcept {
    try {
        static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
        return CAIRO_STATUS_SUCCESS;
    } catch (const std::bad_alloc&) {
        return CAIRO_STATUS_WRITE_ERROR;
    }
}
cairo_status_t take(void* rest, unsigned char* data, unsigned int length) noexcept {
    auto& bytes = *static_cast<std::string_view*>(rest);
    if (bytes.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(data, bytes.data(), length);
    bytes.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
}

const char* family(Face face) {
    return face == Face::serif ? "Noto Serif CJK SC" : "Noto Sans CJK SC";
}
const char* tag(Language language) {  // decides between the Chinese and the Japanese form of a character
    return language == Language::zh ? "zh-cn" : language == Language::vi ? "vi" : "en";
}

// A JPEG goes into the PDF as it is; the surface only says how large it is.
Owned<cairo_surface_t> jpeg_surface(std::string_view bytes, int width, int height) {
    Owned<cairo_surface_t> surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    auto* copy = static_cast<unsigned char*>(std::malloc(bytes.size()));
    if (copy == nullptr) throw std::bad_alloc();
    std::memcpy(copy, bytes.data(), bytes.size());
    if (cairo_surface_set_mime_data(surface.get(), CAIRO_MIME_TYPE_JPEG, copy, bytes.size(), std::free, copy) !=
        CAIRO_STATUS_SUCCESS) {
        std::free(copy);
        throw std::bad_alloc();
    }
    return surface;
}

// Null when it is neither of the two, or damaged.
Owned<cairo_surface_t> picture_surface(std::string_view bytes, int width, int height) {
    Owned<cairo_surface_t> surface;
    if (bytes.starts_with("\x89PNG")) {
        surface.reset(cairo_image_surface_create_from_png_stream(take, &bytes));
    } else if (bytes.starts_with("\xff\xd8")) {
        surface = jpeg_surface(bytes, width, height);
    }
    if (surface != nullptr && cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) surface.reset();
    return surface;
}

Owned<QRcode> code_of(std::string_view digits) {
    const Owned<QRinput> input(QRinput_new2(0, QR_ECLEVEL_M));
    if (input == nullptr || QRinput_append(input.get(), QR_MODE_NUM, static_cast<int>(digits.size()),
                                           reinterpret_cast<const unsigned char*>(digits.data())) != 0)
        throw std::invalid_argument("a QR code of digits cannot be made of '" + std::string(digits) + "'");
    Owned<QRcode> code(QRcode_encodeInput(input.get()));
    if (code == nullptr) throw std::invalid_argument("too many digits for a QR code: " + std::to_string(digits.size()));
    return code;
}

}  // namespace

struct Document::Parts {
    std::unique_lock<std::mutex> lock{fonts_in_use};
    std::string bytes;
    Owned<cairo_surface_t> surface{cairo_pdf_surface_create_for_stream(append, &bytes, 1, 1)};
    Owned<cairo_t> cairo;
    Owned<PangoContext> context{pango_font_map_create_context(font_map())};
    bool page_begun = false;
    std::string picture_bytes;  // of the picture that was drawn last
    Owned<cairo_surface_t> picture;

    void colour(const Colour& colour) const {
        cairo_set_source_rgb(cairo.get(), colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
    }
    [[nodiscard]] Owned<PangoLayout> layout(double width, std::string_view text, const Font& font,
                                            Language language) const;
};

Document::Document(const About& about) : parts_(std::make_unique<Parts>()) {
    const auto describe = [&](cairo_pdf_metadata_t what, const std::string& value) {
        cairo_pdf_surface_set_metadata(parts_->surface.get(), what, value.c_str());
    };
    describe(CAIRO_PDF_METADATA_TITLE, about.title);
    describe(CAIRO_PDF_METADATA_AUTHOR, about.author);
    describe(CAIRO_PDF_METADATA_CREATE_DATE, to_rfc3339(about.created));  // else Cairo writes the time of day

    // Metrics must not depend on a screen: neither hinted nor rounded to its pixels.
    const auto options = std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)>(
        cairo_font_options_create(), cairo_font_options_destroy);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(parts_->context.get(), options.get());
    pango_cairo_context_set_resolution(parts_->context.get(), 72);  // a point of type is a point of the page
    pango_context_set_round_glyph_positions(parts_->context.get(), FALSE);
}

Document::~Document() = default;

void Document::begin_page(Size size) {
    if (parts_->page_begun) cairo_show_page(parts_->cairo.get());
    parts_->page_begun = true;
    parts_->cairo.reset();  // the size counts for the context that begins the page
    cairo_pdf_surface_set_size(parts_->surface.get(), size.width * points_per_mm, size.height * points_per_mm);
    parts_->cairo.reset(cairo_create(parts_->surface.get()));
    origin(0, 0);
}

void Document::origin(double x, double y) {
    cairo_identity_matrix(parts_->cairo.get());
    cairo_scale(parts_->cairo.get(), points_per_mm, points_per_mm);
    cairo_translate(parts_->cairo.get(), x, y);
}

Owned<PangoLayout> Document::Parts::layout(double width, std::string_view text, const Font& font,
                                           Language language) const {
    Owned<PangoLayout> layout(pango_layout_new(context.get()));
    const Owned<PangoFontDescription> description(pango_font_description_new());
    pango_font_description_set_family_static(description.get(), family(font.face));
    pango_font_description_set_weight(description.get(), font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_size(description.get(), static_cast<int>(std::lround(font.size * PANGO_SCALE)));
    pango_layout_set_font_description(layout.get(), description.get());
    const Owned<PangoAttrList> attributes(pango_attr_list_new());
    pango_attr_list_insert(attributes.get(), pango_attr_language_new(pango_language_from_string(tag(language))));
    pango_layout_set_attributes(layout.get(), attributes.get());
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_width(layout.get(), static_cast<int>(std::floor(width * points_per_mm * PANGO_SCALE)));
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    if (pango_layout_get_unknown_glyphs_count(layout.get()) > 0)
        throw std::runtime_error("no font has all characters of '" + std::string(text) +
                                 "'; is the package fonts-noto-cjk installed?");
    return layout;
}

int Document::lines(double width, std::string_view text, const Font& font, Language language) {
    return pango_layout_get_line_count(parts_->layout(width, text, font, language).get());
}

double Document::text(double x, double y, double width, std::string_view text, const Font& font, Language language,
                      Align align) {
    const auto layout = parts_->layout(width, text, font, language);
    cairo_t* cairo = parts_->cairo.get();
    parts_->colour(font.colour);
    // The lines are placed here and not by Pango, whose lines are higher when a font of reserve stands in them.
    const double step = font.size * font.leading / points_per_mm;
    const double baseline = (font.leading / 2 + 0.36) * font.size / points_per_mm;  // capitals stand in the middle
    const int count = pango_layout_get_line_count(layout.get());
    for (int i = 0; i < count; ++i) {
        PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), i);
        PangoRectangle extent{};
        pango_layout_line_get_extents(line, nullptr, &extent);
        const double room = width - extent.width / (PANGO_SCALE * points_per_mm);
        const double indent = align == Align::left ? 0 : align == Align::right ? room : room / 2;
        cairo_save(cairo);
        cairo_translate(cairo, x + indent, y + i * step + baseline);
        cairo_scale(cairo, 1 / points_per_mm, 1 / points_per_mm);
        cairo_move_to(cairo, 0, 0);
        pango_cairo_show_layout_line(cairo, line);
        cairo_restore(cairo);
    }
    return count * step;
}

void Document::line(double x1, double y1, double x2, double y2, double thickness, Colour colour) {
    cairo_t* cairo = parts_->cairo.get();
    parts_->colour(colour);
    cairo_set_line_width(cairo, thickness);
    cairo_move_to(cairo, x1, y1);
    cairo_line_to(cairo, x2, y2);
    cairo_stroke(cairo);
}

void Document::rectangle(const Box& box, Colour fill) {
    parts_->colour(fill);
    cairo_rectangle(parts_->cairo.get(), box.x, box.y, box.width, box.height);
    cairo_fill(parts_->cairo.get());
}

bool Document::picture(const Box& box, std::string_view bytes, int width, int height) {
    if (width < 1 || height < 1 || width > largest_picture || height > largest_picture) return false;
    // An emblem stands on every card of a sheet: the same surface again goes into the file once.
    if (parts_->picture == nullptr || parts_->picture_bytes != bytes) {
        parts_->picture = picture_surface(bytes, width, height);
        parts_->picture_bytes = bytes;
    }
    cairo_surface_t* surface = parts_->picture.get();
    if (surface == nullptr) return false;
    cairo_t* cairo = parts_->cairo.get();
    const double scale = std::min(box.width / width, box.height / height);
    cairo_save(cairo);
    cairo_translate(cairo, box.x + (box.width - width * scale) / 2, box.y + (box.height - height * scale) / 2);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, surface, 0, 0);
    cairo_paint(cairo);
    cairo_restore(cairo);
    return true;
}

void Document::qr(double x, double y, double size, std::string_view digits) {
    const auto code = code_of(digits);
    const double module = size / (code->width + 8);
    rectangle({x, y, size, size}, white);
    parts_->colour(black);
    // One path for all, a rectangle for each run: no hairlines between neighbours when it is shown on a screen.
    for (int row = 0; row < code->width; ++row)
        for (int from = 0; from < code->width;) {
            const auto dark = [&](int column) { return (code->data[row * code->width + column] & 1) != 0; };
            int to = from + 1;
            while (to < code->width && dark(to) == dark(from)) ++to;
            if (dark(from))
                cairo_rectangle(parts_->cairo.get(), x + (from + 4) * module, y + (row + 4) * module,
                                (to - from) * module, module);
            from = to;
        }
    cairo_fill(parts_->cairo.get());
}

std::string Document::finish() {
    if (parts_->page_begun) cairo_show_page(parts_->cairo.get());
    const cairo_status_t drawn = parts_->cairo ? cairo_status(parts_->cairo.get()) : CAIRO_STATUS_SUCCESS;
    cairo_surface_finish(parts_->surface.get());
    for (const cairo_status_t status : {drawn, cairo_surface_status(parts_->surface.get())})
        if (status != CAIRO_STATUS_SUCCESS)
            throw std::runtime_error(std::string("PDF: ") + cairo_status_to_string(status));
    return std::move(parts_->bytes);
}

Font fitted(Document& document, double width, std::string_view text, Font font, Language language, double smallest) {
    constexpr double step = 0.25;
    constexpr double unreadable = 4;
    for (; font.size > smallest; font.size -= step)
        if (document.lines(width, text, font, language) == 1) return font;
    font.size = smallest;
    while (font.size > unreadable && document.lines(width, text, font, language) > 2) font.size -= step;
    return font;
}

}  // namespace caunoi::pdf
