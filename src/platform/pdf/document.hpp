// PDF pages with Vietnamese and Chinese text (Pango, Cairo) and QR codes (libqrencode). Lengths are millimetres from
// the upper left corner, sizes of type are points. Text can be searched and copied, fonts are embedded, and the same
// calls give the same bytes.
#pragma once

#include "platform/base/language.hpp"
#include "platform/base/time.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace caunoi::pdf {

struct Size {
    double width, height;
};
inline constexpr Size a4{210, 297};
inline constexpr Size id_card{85.6, 53.98};  // ID-1 of ISO/IEC 7810

struct Box {
    double x, y, width, height;
};

struct Colour {
    std::uint8_t red, green, blue;
};
inline constexpr Colour black{0, 0, 0};
inline constexpr Colour white{255, 255, 255};

enum class Face { serif, sans };
enum class Align { left, centre, right };

struct Font {
    Face face = Face::sans;
    double size = 9;
    bool bold = false;
    Colour colour = black;
    double leading = 1.35;  // from line to line, in sizes of type; below 1.25 the marks of Ấ and Ệ touch
};

struct About {
    std::string title;
    std::string author;
    Time created;
};

// One thread at a time has a document; the next one waits in the constructor. So a thread never has two.
class Document {
public:
    explicit Document(const About& about);
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    ~Document();

    void begin_page(Size size);

    // What follows is drawn with its origin here, until the next call or page.
    void origin(double x, double y);

    // The height that the text took, so that what follows can stand under it. Lines break at `width`. Throws when no
    // font of the machine has one of its characters: a box instead of a name is worse than no paper.
    double text(double x, double y, double width, std::string_view text, const Font& font, Language language,
                Align align = Align::left);
    int lines(double width, std::string_view text, const Font& font, Language language);

    void line(double x1, double y1, double x2, double y2, double thickness, Colour colour);
    void rectangle(const Box& box, Colour fill);

    // PNG or JPEG of that many pixels, as large as fits, in the middle of the box. False, and nothing is drawn, when
    // the bytes are neither, or more than 4,096 pixels wide or high.
    bool picture(const Box& box, std::string_view bytes, int width, int height);

    // A QR code of digits, error correction M, in a white square that includes the quiet zone of four modules.
    void qr(double x, double y, double size, std::string_view digits);

    std::string finish();  // the bytes; nothing is drawn after it

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

// The font as it is if the text fits into one line, else smaller down to `smallest`; then two lines of that size, and
// for what is longer still as small as two lines need.
Font fitted(Document& document, double width, std::string_view text, Font font, Language language, double smallest);

}  // namespace caunoi::pdf
