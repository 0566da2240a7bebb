// Numbers, money, days and moments as each language writes them. Pure functions of language and value.
#pragma once

#include "platform/base/fraction.hpp"
#include "platform/base/language.hpp"
#include "platform/base/money.hpp"
#include "platform/base/quantity.hpp"
#include "platform/base/time.hpp"

#include <cstdint>
#include <string>

namespace caunoi::i18n {

std::string number(Language language, std::int64_t value);                      // 1.284 · 1,284
std::string decimal(Language language, std::int64_t scaled, int digits);        // decimal(vi, 186, 2): 1,86
std::string percent(Language language, std::int64_t part, std::int64_t whole);  // 38,2%; "–" of nothing
std::string quantity(Language language, Quantity value);                        // gần 1.000 · 近1,000 · 90余
std::string money(Language language, Money value);               // 1.500.000 ₫ · 1,500,000 越南盾 · VND 1,500,000
std::string money_short(Language language, Money value);         // 1,86 tỷ ₫ · 18.6亿 越南盾 · VND 1.86 bn
std::string fraction(Language language, const Fraction& share);  // quá nửa · 过半数; ít nhất 2/3 · 不少于2/3
std::string file_size(Language language, std::uint64_t bytes);   // 1,2 MB, in thousands

std::string ordinal(Language language, std::int64_t number);  // 12 · 十二; from 1 to 99 in Chinese characters
std::string date(Language language, Date day);                // 19/11/2026 · 2026年11月19日 · 19 Nov 2026
std::string long_date(Language language, Date day);           // Thứ Năm, ngày 19 tháng 11 năm 2026
std::string date(Language language, const PartialDate& day);  // 10/2015 · 2015年10月 · Oct 2015; "" when not known
std::string month_name(Language language, std::chrono::month month);  // 06 · 6月 · Jun
// One day when the end is the same or not known.
std::string date_range(Language language, const PartialDate& from, const PartialDate& to);

std::string clock_time(Zone zone, Time time);                  // 09:00
std::string both_clocks(Language language, Time time);         // 09:00 (giờ Hà Nội) · 10:00 (giờ Bắc Kinh)
std::string date_time(Language language, Time time);           // 09:00 19/11/2026, in Hà Nội
std::string relative(Language language, Time then, Time now);  // 8 phút trước; after a day, or ahead: the date

}  // namespace caunoi::i18n
