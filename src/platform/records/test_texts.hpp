// For the tests of described records: whether each field and each code has its text in all three languages.
#pragma once

#include "platform/i18n/i18n.hpp"
#include "platform/records/field.hpp"

#include <gtest/gtest.h>

#include <string>

namespace caunoi::records {

inline void expect_text(const std::string& key) {
    EXPECT_TRUE(i18n::has_text(key)) << key;
    for (const Language language : languages) {
        EXPECT_FALSE(i18n::tr(language, key).empty()) << key << " in " << code(language);
        EXPECT_FALSE(i18n::tr(language, key).starts_with("⟦")) << key << " in " << code(language);
    }
}

// System fields are never shown by name.
inline void expect_texts(const Description& description) {
    for (const Field& field : description.fields) {
        if (field.limits.use == Use::typed) expect_text(label_of(description, field));
        for (const std::string_view each : field.type->codes)
            expect_text(fmt::format("{}.{}", field.type->code_labels, each));
    }
}

}  // namespace caunoi::records
