// SQL that cannot be built from what people type: only literals of the source go in, values are always parameters.
#pragma once

#include "platform/base/fraction.hpp"
#include "platform/base/id.hpp"
#include "platform/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace caunoi::store {

// The text of a statement or a piece of one. Parameters are $1, $2, … on both engines.
struct Sql {
    std::string_view text;
    template <std::size_t N>
    consteval Sql(const char (&literal)[N]) : text(literal, N - 1) {}  // NOLINT(google-explicit-constructor)

private:
    friend class Query;
    friend struct Statements;
    explicit constexpr Sql(std::string_view trusted) : text(trusted) {}
};

// Text codes of an enum, in the order of its values: stored, sent and imported by code, never by number.
// An enum joins by declaring `constexpr std::span<const std::string_view> codes(TheEnum)` beside it.
template <class E>
concept Coded = std::is_enum_v<E> && requires(E value) { codes(value); };

struct Blob {
    std::string bytes;
};

// One value on its way to the database. A null knows the type that it stands for, because PostgreSQL refuses `$1 is
// null` of a parameter without a type; only a bare nullopt has none.
class Value {
public:
    enum class Type : std::uint8_t { null, integer, text, blob };

    // NOLINTBEGIN(google-explicit-constructor): every kind of field converts
    Value(std::nullopt_t) {}
    Value(std::int64_t v) : type_(Type::integer), declared_(Type::integer), integer_(v) {}
    Value(int v) : Value(static_cast<std::int64_t>(v)) {}
    Value(std::size_t v) : Value(static_cast<std::int64_t>(v)) {}
    Value(bool v) : Value(static_cast<std::int64_t>(v)) {}
    Value(std::string_view v) : type_(Type::text), declared_(Type::text), text_(v) {}
    Value(const std::string& v) : Value(std::string_view(v)) {}
    Value(const char* v) : Value(std::string_view(v)) {}
    Value(const Blob& v) : type_(Type::blob), declared_(Type::blob), text_(v.bytes) {}
    Value(Time v) : Value(static_cast<std::int64_t>(v.time_since_epoch().count())) {}
    Value(Date v) : declared_(Type::text) {
        if (!v.ok()) return;
        type_ = Type::text;
        owned_ = to_text(v);
        text_ = owned_;
    }
    Value(const Fraction& v) : type_(Type::text), declared_(Type::text), owned_(to_text(v)) { text_ = owned_; }
    template <class Tag>
    Value(Id<Tag> v) : type_(v.value == 0 ? Type::null : Type::integer), declared_(Type::integer), integer_(v.value) {}
    template <Coded E>
    Value(E v) : Value(codes(v)[static_cast<std::size_t>(v)]) {}
    template <class T>
    Value(const std::optional<T>& v) {
        if (v) {
            *this = Value(*v);
        } else if constexpr (std::is_same_v<T, Blob>) {
            declared_ = Type::blob;
        } else {
            declared_ = stored_as_text<T> ? Type::text : Type::integer;
        }
    }
    // NOLINTEND(google-explicit-constructor)

    static Value bytes_of(std::string_view v) {  // a blob that need not be copied into a Blob
        Value value(v);
        value.type_ = value.declared_ = Type::blob;
        return value;
    }

    static Value null_of(Type type) {
        Value value(std::nullopt);
        value.declared_ = type;
        return value;
    }

    Value(const Value& other) { *this = other; }
    Value& operator=(const Value& other) {
        if (this == &other) return *this;
        type_ = other.type_;
        declared_ = other.declared_;
        integer_ = other.integer_;
        owned_ = other.owned_;
        text_ = owned_.empty() ? other.text_ : std::string_view(owned_);
        return *this;
    }
    ~Value() = default;

    [[nodiscard]] Type type() const { return type_; }
    [[nodiscard]] Type declared() const { return declared_; }  // as type(), but a null says what it is null of
    [[nodiscard]] std::int64_t integer() const { return integer_; }
    [[nodiscard]] std::string_view bytes() const { return text_; }

private:
    template <class T>
    static constexpr bool stored_as_text =
        std::is_convertible_v<const T&, std::string_view> || std::is_same_v<T, Date> || Coded<T>;

    Type type_ = Type::null;
    Type declared_ = Type::null;
    std::int64_t integer_ = 0;
    std::string_view text_;  // refers to the caller's text, or to owned_
    std::string owned_;
};

// A statement put together from literals, for lists with filters:
//   Query query("select … from activity where true");
//   if (kind) query.add(" and kind = ", *kind);
// Values that are added must outlive the query (they are views).
class Query {
public:
    explicit Query(Sql first) : text_(first.text) {}
    Query& add(Sql piece) {
        text_ += piece.text;
        return *this;
    }
    Query& add(Sql piece, Value value) {  // appends the piece and the next $n
        text_ += piece.text;
        values_.push_back(std::move(value));
        text_ += '$';
        text_ += std::to_string(values_.size());
        return *this;
    }
    [[nodiscard]] const std::string& text() const { return text_; }
    [[nodiscard]] const std::vector<Value>& values() const { return values_; }

private:
    std::string text_;
    std::vector<Value> values_;
};

}  // namespace caunoi::store
