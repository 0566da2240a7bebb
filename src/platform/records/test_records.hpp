// For the tests of described records: random values of every field, and whether each comes back from its column.
#pragma once

#include "platform/records/records.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>

namespace caunoi::records {

// Values of fields that refer to other tables, by field name.
using References = std::map<std::string_view, std::int64_t>;

inline std::int64_t random_number(std::mt19937& random, std::int64_t least, std::int64_t most) {
    return std::uniform_int_distribution<std::int64_t>(least, most)(random);
}

// Letters of three scripts, and what has a meaning in SQL, JSON, CSV or HTML.
inline std::string random_letters(std::mt19937& random, std::size_t most, bool lines) {
    static constexpr std::array<std::string_view, 14> pieces{"a",  "Ờ", "đ",  "友", "谊", "'",  "\"",
                                                             "\\", "%", "<b", ";",  "𠮷", "{}", "$1"};
    std::string text = "x";
    for (std::int64_t left = random_number(random, 8, static_cast<std::int64_t>(most) / 2 - 2); left > 0; --left)
        text += lines && left % 7 == 0 ? std::string_view("\n")
                                       : pieces[static_cast<std::size_t>(random_number(random, 0, 13))];
    return text + "y";
}

inline std::string random_date(std::mt19937& random) {
    return fmt::format("{:04}-{:02}-{:02}", random_number(random, 1950, 2060), random_number(random, 1, 12),
                       random_number(random, 1, 28));
}

// The canonical text of some value of the field; "" only where nothing is a value.
inline std::string random_text(const Field& field, std::mt19937& random) {
    if (field.type->optional && random_number(random, 0, 3) == 0) return {};
    switch (field.type->kind) {
        case Kind::integer: return std::to_string(random_number(random, 1, 9'000'000'000'000));
        case Kind::text:
            return random_letters(random, std::min<std::size_t>(field.limits.max, 120), field.limits.lines);
        case Kind::boolean: return random_number(random, 0, 1) == 1 ? "yes" : "no";
        case Kind::date: return random_date(random);
        case Kind::partial_date: {
            constexpr std::array<std::size_t, 3> lengths{4, 7, 10};
            return random_date(random).substr(0, lengths[static_cast<std::size_t>(random_number(random, 0, 2))]);
        }
        case Kind::fraction: {
            const std::int64_t of = random_number(random, 2, 9);
            return fmt::format("{}{}/{}", random_number(random, 0, 1) == 1 ? ">" : "", random_number(random, 1, of - 1),
                               of);
        }
        case Kind::time: return random_date(random) + "T23:59:07Z";
        case Kind::id: return std::to_string(random_number(random, 1, 9'000'000'000'000'000));
        case Kind::code: {
            const auto last = static_cast<std::int64_t>(field.type->codes.size()) - 1;
            return std::string(field.type->codes[static_cast<std::size_t>(random_number(random, 0, last))]);
        }
        case Kind::blob: {
            std::string bytes;
            for (int i = 0; i < 20; ++i) bytes += static_cast<char>(random_number(random, 0, 255));
            return to_hex(bytes);
        }
    }
    return {};
}

template <class Record>
Record random_record(std::mt19937& random, const References& references = {}) {
    Record record;
    for (const Field& field : describe<Record>().fields) {
        const auto reference = references.find(field.name);
        const std::string text =
            reference == references.end() ? random_text(field, random) : std::to_string(reference->second);
        EXPECT_TRUE(field.type->parse(field.at(&record), text)) << field.name << " does not take " << text;
        EXPECT_EQ(field.type->text(field.get(&record)), text) << field.name;
    }
    return record;
}

template <class Record>
void expect_equal(const Record& expected, const Record& found) {
    for (const Field& field : describe<Record>().fields)
        EXPECT_EQ(field.type->text(field.get(&found)), field.type->text(field.get(&expected))) << field.name;
}

// Every field has a column of its own and comes back as it went: 20 random records of the table.
template <class Record>
void expect_columns(store::Tx& tx, std::mt19937& random, const References& references = {}) {
    const Description& description = describe<Record>();
    const std::string select = fmt::format("select * from {} where id = $1", description.name);
    for (int i = 0; i < 20; ++i) {
        const auto record = random_record<Record>(random, references);
        insert_row(tx, description, insert_sql(description), &record);
        const std::array<store::Value, 1> id{record.id};
        const auto found = read_one<Record>(tx.run(select, id));
        ASSERT_TRUE(found.has_value()) << description.name;
        expect_equal(record, *found);
    }
}

template <class Record>
void expect_distinct_names() {
    std::set<std::string_view> names;
    for (const Field& field : describe<Record>().fields)
        EXPECT_TRUE(names.insert(field.name).second) << describe<Record>().name << " has two fields " << field.name;
}

}  // namespace caunoi::records
