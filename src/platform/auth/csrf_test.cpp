// Tokens against forged forms.
#include "platform/auth/csrf.hpp"

#include "platform/base/bytes.hpp"

#include <gtest/gtest.h>

#include <set>

namespace caunoi::auth {
namespace {

const Keys server_keys{std::string(32, 'k')};

TEST(CsrfToken, IsDifferentEachTimeAndAlwaysRight) {
    std::set<std::string> seen;
    for (int i = 0; i < 50; ++i) {
        const std::string token = csrf_token(server_keys, "secret");
        EXPECT_TRUE(csrf_token_is_right(server_keys, "secret", token));
        EXPECT_TRUE(seen.insert(token).second);
    }
}

TEST(CsrfToken, ChangedAnywhereIsWrong) {
    const std::string bytes = from_base64url(csrf_token(server_keys, "secret"));
    ASSERT_EQ(bytes.size(), 64U);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(csrf_token_is_right(server_keys, "secret", to_base64url(changed))) << i;
    }
}

TEST(CsrfToken, OfAnotherSessionOrInstallationOrOfNoneIsWrong) {
    const std::string token = csrf_token(server_keys, "secret");
    EXPECT_FALSE(csrf_token_is_right(server_keys, "another", token));
    EXPECT_FALSE(csrf_token_is_right(Keys(std::string(32, 'x')), "secret", token));
    EXPECT_FALSE(csrf_token_is_right(server_keys, "", csrf_token(server_keys, "")));
}

TEST(CsrfToken, ThatIsNoTokenIsWrong) {
    for (const std::string& token : {std::string(), std::string("x"), std::string(86, 'A'),
                                     csrf_token(server_keys, "s") + "A", std::string("không phải base64")})
        EXPECT_FALSE(csrf_token_is_right(server_keys, "secret", token)) << token;
}

}  // namespace
}  // namespace caunoi::auth
