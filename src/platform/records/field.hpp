// A record's fields, described once: name, kind, label, limits, sensitivity. Binding, JSON, forms, CSV, import, history
// and their tests follow from the description. It never holds layout, SQL or rules between fields.
#pragma once

#include "platform/base/bytes.hpp"
#include "platform/base/fraction.hpp"
#include "platform/base/id.hpp"
#include "platform/base/time.hpp"
#include "platform/store/database.hpp"
#include "platform/store/sql.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace caunoi::records {

enum class Kind { integer, text, boolean, date, partial_date, time, id, code, fraction, blob };

// How a value of one C++ type becomes text and back. The text form is canonical ("2015-10", "42", "out", "" for none):
// the same in forms, CSV, JSON and the history.
struct Type {
    Kind kind;
    bool optional;                            // "" is a value of its own: nothing
    std::span<const std::string_view> codes;  // Kind::code
    std::string_view code_labels;             // prefix of their translation keys
    std::string (*text)(const void* value);
    bool (*parse)(void* value, std::string_view text);  // false: not a value of this type
    void (*bind)(const void* value, std::vector<store::Value>& values);
    void (*read)(void* value, const store::Row& row, int column);
};

enum class Sensitivity {
    open,
    personal,   // masked in lists and on shared screens; revealing is written down
    sensitive,  // encrypted, too
};

enum class Use {
    typed,   // people enter it
    system,  // the program sets it: never read from a form or an import
};

struct Limits {
    bool required = false;
    std::size_t max = 200;  // code points, for text
    bool lines = false;     // text of several lines
    Sensitivity sensitivity = Sensitivity::open;
    Use use = Use::typed;
};

struct Field {
    std::string_view
        name;  // in the form, in JSON, and its column (two columns NAME_first, NAME_last for a partial date)
    const Type* type;
    const void* (*get)(const void* record);
    void* (*at)(void* record);
    Limits limits;
};

struct Description {
    std::string_view name;    // record kind and table: "activity"
    std::string_view labels;  // prefix of translation keys: "exchange.activity" → "exchange.activity.title_vi"
    std::span<const Field> fields;
};

// Specialised beside each described struct:
//   template <> struct records::Of<Activity> { static constexpr auto fields = …; static constexpr Description
//   description{…}; };
template <class Record>
struct Of;

template <class Record>
constexpr const Description& describe() {
    return Of<Record>::description;
}

std::string label_of(const Description& description, const Field& field);
const Field* find_field(const Description& description, std::string_view name);
int columns_of(const Field& field);  // 2 for a partial date, else 1

// --- the types that a field may have ------------------------------------------------------------------------------

template <class T>
struct Conversion;  // text(const T&), parse(T&, string_view), value(const T&), read(T&, row, column)

template <>
struct Conversion<std::string> {
    static constexpr Kind kind = Kind::text;
    static std::string text(const std::string& v) { return v; }
    static bool parse(std::string& v, std::string_view t) { return v = t, true; }
    static store::Value value(const std::string& v) { return v; }
    static void read(std::string& v, const store::Row& row, int c) { v = row.text(c); }
};
template <>
struct Conversion<std::int64_t> {
    static constexpr Kind kind = Kind::integer;
    static std::string text(const std::int64_t& v) { return std::to_string(v); }
    static bool parse(std::int64_t& v, std::string_view t);
    static store::Value value(const std::int64_t& v) { return v; }
    static void read(std::int64_t& v, const store::Row& row, int c) { v = row.integer(c); }
};
template <>
struct Conversion<store::Blob> {  // sort keys: never typed, never shown
    static constexpr Kind kind = Kind::blob;
    static std::string text(const store::Blob& v) { return to_hex(v.bytes); }
    static bool parse(store::Blob& v, std::string_view t) { return v.bytes = from_hex(t), true; }
    static store::Value value(const store::Blob& v) { return v; }
    static void read(store::Blob& v, const store::Row& row, int c) { v.bytes = row.blob(c); }
};
template <>
struct Conversion<bool> {
    static constexpr Kind kind = Kind::boolean;
    static std::string text(const bool& v) { return v ? "yes" : "no"; }
    static bool parse(bool& v, std::string_view t);
    static store::Value value(const bool& v) { return v; }
    static void read(bool& v, const store::Row& row, int c) { v = row.integer(c) != 0; }
};
template <>
struct Conversion<Date> {
    static constexpr Kind kind = Kind::date;
    static std::string text(const Date& v) { return v.ok() ? to_text(v) : std::string(); }
    static bool parse(Date& v, std::string_view t);
    static store::Value value(const Date& v) { return v; }
    static void read(Date& v, const store::Row& row, int c);
};
template <>
struct Conversion<Time> {
    static constexpr Kind kind = Kind::time;
    static std::string text(const Time& v) { return to_rfc3339(v); }
    static bool parse(Time& v, std::string_view t);
    static store::Value value(const Time& v) { return v; }
    static void read(Time& v, const store::Row& row, int c) { v = Time(std::chrono::seconds(row.integer(c))); }
};
template <>
struct Conversion<PartialDate> {
    static constexpr Kind kind = Kind::partial_date;
    static std::string text(const PartialDate& v) { return to_text(v); }
    static bool parse(PartialDate& v,
                      std::string_view t);  // ISO, and as people type it: 17/05/2015, 10/2015, 2015年10月
    static void read(PartialDate& v, const store::Row& row, int c);
};
template <>
struct Conversion<Fraction> {
    static constexpr Kind kind = Kind::fraction;
    static std::string text(const Fraction& v) { return to_text(v); }
    static bool parse(Fraction& v, std::string_view t);
    static store::Value value(const Fraction& v) { return v; }
    static void read(Fraction& v, const store::Row& row, int c) {
        v = parse_fraction(row.text(c)).value_or(Fraction{});
    }
};
// A whole day, ISO or as people type it; nothing for "", a month or a year.
std::optional<Date> parse_day(std::string_view text);

template <class Tag>
struct Conversion<Id<Tag>> {
    static constexpr Kind kind = Kind::id;
    static std::string text(const Id<Tag>& v) { return v ? to_text(v) : std::string(); }
    static bool parse(Id<Tag>& v, std::string_view t) {
        if (t.empty()) return v = {}, true;
        const auto id = parse_id<Tag>(t);
        if (id) v = *id;
        return id.has_value();
    }
    static store::Value value(const Id<Tag>& v) { return v; }
    static void read(Id<Tag>& v, const store::Row& row, int c) { v.value = row.integer(c); }
};

std::optional<std::size_t> find_code(std::span<const std::string_view> codes, std::string_view text);

template <store::Coded E>
struct Conversion<E> {
    static constexpr Kind kind = Kind::code;
    static std::string text(const E& v) { return std::string(codes(v)[static_cast<std::size_t>(v)]); }
    static bool parse(E& v, std::string_view t) {
        const auto index = find_code(codes(E{}), t);
        if (index) v = static_cast<E>(*index);
        return index.has_value();
    }
    static store::Value value(const E& v) { return v; }
    // A code that this binary does not know is a fault (a newer schema, a hand-made row), never silently another one.
    static void read(E& v, const store::Row& row, int c) {
        if (!parse(v, row.text(c))) throw std::logic_error("unknown code in the database: " + std::string(row.text(c)));
    }
};
template <class T>
struct Conversion<std::optional<T>> {
    static constexpr Kind kind = Conversion<T>::kind;
    static std::string text(const std::optional<T>& v) { return v ? Conversion<T>::text(*v) : std::string(); }
    static bool parse(std::optional<T>& v, std::string_view t) {
        v.reset();
        return t.empty() || Conversion<T>::parse(v.emplace(), t);
    }
    static store::Value value(const std::optional<T>& v) {
        return v ? Conversion<T>::value(*v) : store::Value(std::nullopt);
    }
    static void read(std::optional<T>& v, const store::Row& row, int c) {
        v.reset();
        if (!row.is_null(c)) Conversion<T>::read(v.emplace(), row, c);
    }
};

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {
    using value_type = T;
};

template <class T>
constexpr std::span<const std::string_view> codes_of() {
    if constexpr (is_optional<T>::value)
        return codes_of<typename is_optional<T>::value_type>();
    else if constexpr (store::Coded<T>)
        return codes(T{});
    else
        return {};
}
template <class T>
constexpr std::string_view code_labels_of() {
    if constexpr (is_optional<T>::value)
        return code_labels_of<typename is_optional<T>::value_type>();
    else if constexpr (store::Coded<T>)
        return code_labels(T{});
    else
        return {};
}

template <class T>
struct TypeOf {
    static void bind(const void* v, std::vector<store::Value>& out) {
        const T& value = *static_cast<const T*>(v);
        if constexpr (std::is_same_v<T, PartialDate>) {
            out.emplace_back(value.first);
            out.emplace_back(value.last);
        } else {
            out.push_back(Conversion<T>::value(value));
        }
    }
    static constexpr Type type{
        .kind = Conversion<T>::kind,
        .optional = is_optional<T>::value,
        .codes = codes_of<T>(),
        .code_labels = code_labels_of<T>(),
        .text = [](const void* v) { return Conversion<T>::text(*static_cast<const T*>(v)); },
        .parse = [](void* v, std::string_view t) { return Conversion<T>::parse(*static_cast<T*>(v), t); },
        .bind = &bind,
        .read = [](void* v, const store::Row& row, int c) { Conversion<T>::read(*static_cast<T*>(v), row, c); },
    };
};

// field<Activity, &ActivityInput::title_vi>("title_vi", {.required = true, .max = 300}): the member may belong to a
// base of the record, so that an input and the record that it becomes share one list.
template <class Record, auto Member>
constexpr Field field(std::string_view name, Limits limits = {}) {
    using T = std::remove_cvref_t<decltype(std::declval<Record&>().*Member)>;
    return {.name = name,
            .type = &TypeOf<T>::type,
            .get = [](const void* record) -> const void* { return &(static_cast<const Record*>(record)->*Member); },
            .at = [](void* record) -> void* { return &(static_cast<Record*>(record)->*Member); },
            .limits = limits};
}

// The two that every kept record has.
template <class Record>
constexpr std::array<Field, 2> kept_fields() {
    return {field<Record, &Record::id>("id", {.use = Use::system}),
            field<Record, &Record::version>("version", {.use = Use::system})};
}

template <std::size_t A, std::size_t B>
constexpr std::array<Field, A + B> join(const std::array<Field, A>& a, const std::array<Field, B>& b) {
    std::array<Field, A + B> all{};
    for (std::size_t i = 0; i < A; ++i) all[i] = a[i];
    for (std::size_t i = 0; i < B; ++i) all[A + i] = b[i];
    return all;
}

}  // namespace caunoi::records
