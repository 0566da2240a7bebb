// What other programs see in a PDF: poppler reads and draws it, qpdf checks it, zbar reads its codes.
#pragma once

#include "platform/base/test_files.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <sys/wait.h>

namespace caunoi::pdf {

class TestPaper {
public:
    explicit TestPaper(const std::string& bytes) {
        std::ofstream file(pdf(), std::ios::binary);
        file << bytes;
        if (!file.flush()) throw std::runtime_error("cannot write " + pdf());
    }

    [[nodiscard]] std::string text(int page) const {
        const std::string number = std::to_string(page);
        return output("pdftotext -raw -f " + number + " -l " + number + " " + pdf() + " -");
    }
    // Of a part of a page, in millimetres.
    [[nodiscard]] std::string text_in(int page, int x, int y, int width, int height) const {
        const std::string number = std::to_string(page);
        return output("pdftotext -raw -r 254 -f " + number + " -l " + number + " -x " + std::to_string(x * 10) +
                      " -y " + std::to_string(y * 10) + " -W " + std::to_string(width * 10) + " -H " +
                      std::to_string(height * 10) + " " + pdf() + " -");
    }
    [[nodiscard]] std::string boxes() const { return output("pdftotext -bbox " + pdf() + " -"); }
    [[nodiscard]] std::string facts() const { return output("pdfinfo -isodates " + pdf()); }
    [[nodiscard]] std::string fonts() const { return output("pdffonts " + pdf()); }
    [[nodiscard]] std::string pictures() const { return output("pdfimages -list " + pdf()); }
    [[nodiscard]] std::string check() const { return output("qpdf --check " + pdf()); }
    [[nodiscard]] std::string codes(int page) const { return codes_at(page, ""); }
    // In a part of a page, in millimetres: among ten codes a reader overlooks some.
    [[nodiscard]] std::string codes_in(int page, double x, double y, double width, double height) const {
        const auto dots = [](double mm) { return std::to_string(static_cast<int>(mm * 300 / 25.4)); };
        return codes_at(page, " -x " + dots(x) + " -y " + dots(y) + " -W " + dots(width) + " -H " + dots(height));
    }
    // The page as a picture of 300 dots an inch.
    [[nodiscard]] std::string drawn(int page, const std::string& format) const {
        return content_of(draw(page, format, ""));
    }

private:
    TestFolder folder_;

    [[nodiscard]] std::string pdf() const { return (folder_.path() / "paper.pdf").string(); }
    [[nodiscard]] std::string draw(int page, const std::string& format, const std::string& part) const {
        const std::string name = (folder_.path() / "page").string();
        output("pdftoppm -singlefile -r 300 -" + format + " -f " + std::to_string(page) + part + " " + pdf() + " " +
               name);
        return name + (format == "jpeg" ? ".jpg" : "." + format);
    }
    [[nodiscard]] std::string codes_at(int page, const std::string& part) const {
        return output("zbarimg --quiet --raw --nodbus " + draw(page, "png", part));
    }
    static std::string output(const std::string& command) {
        std::FILE* pipe = ::popen(command.c_str(), "r");  // NOLINT(cert-env33-c): commands of this file only
        if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
        std::string text;
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
        if (const int status = ::pclose(pipe); status != 0)
            throw std::runtime_error(command + " ended with " + std::to_string(WEXITSTATUS(status)) + ": " + text);
        return text;
    }
};

}  // namespace caunoi::pdf
