// Numbers of spreadsheet cells as text: what a person sees there, but days in ISO form.
#pragma once

#include <string>
#include <string_view>

namespace caunoi::imports {

enum class Shown { number, year, month, date, moment, time, hours };

// By the style's format: built-in ids (those of Chinese and Japanese Excel, too) and codes such as dd/mm/yyyy,
// yyyy"年"m"月", [$-42A]"ngày" d "tháng" m. A format without a day means the month, which is all that was written.
Shown shown_by(int format, std::string_view code);

// "42", "0.1", "84912345678" from 8.4912345678E10. Digits stay as they are stored: a telephone is no quantity.
std::string number_text(std::string_view stored);

// Days count from 1900 or, in files of old Macintosh computers, from 1904. Excel's 1900 has a 29th of February, which
// came from Lotus 1-2-3; the days before it are one further on than they seem. What is no day stays a number.
std::string cell_text(std::string_view stored, Shown shown, bool from_1904);

}  // namespace caunoi::imports
