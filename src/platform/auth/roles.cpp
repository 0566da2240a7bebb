// Roles and what an account of them may do.
#include "platform/auth/accounts.hpp"

#include <algorithm>
#include <array>

namespace caunoi::auth {

namespace {

constexpr std::array<std::string_view, 9> role_codes{"administrator", "clerk",  "chair",  "committee", "inspector",
                                                     "member",        "editor", "agency", "partner"};

// Set once by src/app before anything is served. Until then nobody may do anything.
RolePermissions role_permissions = nullptr;

void add_permissions(Role role, std::vector<Permission>& permissions) {
    if (!role_permissions) return;
    for (const Permission permission : role_permissions(role))
        if (std::ranges::find(permissions, permission) == permissions.end()) permissions.push_back(permission);
}

}  // namespace

std::span<const std::string_view> codes(Role) {
    return role_codes;
}
std::string_view code_labels(Role) {
    return "auth.role";
}

void set_role_permissions(RolePermissions table) {
    role_permissions = table;
}

Actor actor_of(const Account& account) {
    Actor actor{.account = account.id, .name = account.full_name, .permissions = {}, .body = account.body};
    for (const Role role : account.roles) add_permissions(role, actor.permissions);
    return actor;
}

Actor system_actor() {
    Actor actor{.account = {}, .name = "system", .permissions = {}, .body = {}};
    for (std::size_t i = 0; i < role_codes.size(); ++i) add_permissions(static_cast<Role>(i), actor.permissions);
    return actor;
}

}  // namespace caunoi::auth
