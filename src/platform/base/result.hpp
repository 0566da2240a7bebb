// Expected failures as values. Bugs and broken machinery are exceptions.
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace caunoi {

// Values for the {placeholders} of a translated text.
using Arguments = std::vector<std::pair<std::string, std::string>>;

// What a user did that cannot be done. Texts are translation keys, because the same error is shown in three languages.
struct Error {
    enum class Kind {
        invalid,    // one or more fields are wrong: 422
        not_found,  // 404
        forbidden,  // 403, or the sign-in page for somebody not signed in
        conflict,   // somebody else changed it, or it exists already: 409
    };
    struct Field {
        std::string name;  // as in the form; "" for the record as a whole
        std::string key;   // translation key
        Arguments arguments = {};
    };

    Kind kind = Kind::invalid;
    std::string key;
    Arguments arguments = {};
    std::vector<Field> fields = {};
};

// tl::expected 1.0.0 itself may be ignored in silence, which would be a hole in every permission check.
template <class T>
struct [[nodiscard]] Result : tl::expected<T, Error> {
    using tl::expected<T, Error>::expected;
};

inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(Error::Kind kind, std::string_view key, Arguments arguments = {}) {
    return tl::unexpected<Error>(
        Error{.kind = kind, .key = std::string(key), .arguments = std::move(arguments), .fields = {}});
}

// Collects every wrong field of an input, so that a user sees all of them at once.
class Errors {
public:
    void add(std::string_view field, std::string_view key, Arguments arguments = {}) {
        fields_.push_back({std::string(field), std::string(key), std::move(arguments)});
    }
    [[nodiscard]] bool empty() const { return fields_.empty(); }
    [[nodiscard]] const std::vector<Error::Field>& fields() const { return fields_; }
    [[nodiscard]] Result<void> result() && {
        if (fields_.empty()) return {};
        return fail(Error{
            .kind = Error::Kind::invalid, .key = "form.please_correct", .arguments = {}, .fields = std::move(fields_)});
    }

private:
    std::vector<Error::Field> fields_;
};

namespace detail {
template <class T>
T take(Result<T>&& result) {
    return *std::move(result);
}
inline void take(Result<void>&&) {}  // Debian's tl::expected 1.0.0 has no expected<void>::value()
}  // namespace detail

}  // namespace caunoi

// Unwraps a Result, or returns its error from the enclosing function.
#define TRY(expression)                                                                                               \
    __extension__({                                                                                                   \
        _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wshadow\"") auto try_result = (expression); \
        _Pragma("GCC diagnostic pop") if (!try_result) return tl::make_unexpected(std::move(try_result).error());     \
        ::caunoi::detail::take(std::move(try_result));                                                                \
    })
