#include "platform/context/context.hpp"

#include <algorithm>

namespace caunoi {

bool Context::may(Permission permission) const {
    return std::ranges::find(actor.permissions, permission) != actor.permissions.end();
}

Result<void> Context::require(Permission permission) const {
    if (may(permission)) return {};
    return fail(Error::Kind::forbidden, "errors.forbidden");
}

}  // namespace caunoi
