// What changed, for the history: {"field":["before","after"],…}. Only fields that differ are in it.
#pragma once

#include "platform/base/json.hpp"

#include <string>
#include <string_view>

namespace caunoi::auth {

class Changes {
public:
    Changes() { json_.open('{'); }
    Changes& add(std::string_view field, std::string_view before, std::string_view after) {
        if (before == after) return *this;
        json_.key(field).open('[').value(before).value(after).close(']');
        empty_ = false;
        return *this;
    }
    [[nodiscard]] bool empty() const { return empty_; }
    [[nodiscard]] std::string take() && { return json_.close('}').take(); }

private:
    Json json_;
    bool empty_ = true;
};

}  // namespace caunoi::auth
