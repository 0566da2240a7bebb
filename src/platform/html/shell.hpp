// Parts of the frame that page.cpp puts together: document head, side bar, top bar, bottom bar.
#pragma once

#include "platform/html/page.hpp"

namespace caunoi::html {

inline constexpr std::string_view product = "Cầu Nối";

void document_head(Writer& w, const Context& context, std::string_view title);  // leaves <html> open, <body> not yet
std::string_view full_name(const Names& names, Language language);              // the product's before the first set-up
std::string_view full_name(Names&& names, Language language) = delete;          // it would outlive what it looks into
// Beside the logo and behind the title of a page: the short name is Vietnamese, other readers get the name in their
// language.
std::string_view brand_name(const Names& names, Language language);
std::string_view brand_name(Names&& names, Language language) = delete;
// Marked as Vietnamese where the name in the language of the reader is missing.
void write_name(Writer& w, const Names& names, Language language, std::string_view name);

// The path of the menu item that the page belongs to; "" for none.
std::string_view current_item(const Context& context, std::string_view wanted);
void side_bar(Writer& w, const Context& context, std::string_view current);
void bottom_bar(Writer& w, const Context& context, std::string_view current);
void top_bar(Writer& w, const Context& context);
void language_choice(Writer& w, const Context& context, Literal classes);

}  // namespace caunoi::html
