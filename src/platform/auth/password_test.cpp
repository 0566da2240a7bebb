// Hashing, its lane, and which passwords are refused.
#include "platform/auth/password.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace caunoi::auth {
namespace {

std::vector<std::string> keys_of(const Errors& errors) {
    std::vector<std::string> keys;
    for (const Error::Field& field : errors.fields()) keys.push_back(field.key);
    return keys;
}
std::vector<std::string> refusals(std::string_view password, const Account& account = {}) {
    Errors errors;
    check_password(password, account, "new_password", errors);
    return keys_of(errors);
}
using Keys = std::vector<std::string>;

TEST(Password, HashesAreArgon2idAtTodaysCostAndNeverTheSameTwice) {
    const auto place = enter_hashing_lane();
    ASSERT_TRUE(place);
    const std::string hash = hash_password(*place, "một câu dễ nhớ");
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
    EXPECT_NE(hash, hash_password(*place, "một câu dễ nhớ"));
    EXPECT_TRUE(verify_password(*place, hash, "một câu dễ nhớ"));
    EXPECT_FALSE(verify_password(*place, hash, "một câu dễ nho"));
    EXPECT_FALSE(needs_rehash(hash));
    EXPECT_TRUE(needs_rehash(
        "$argon2id$v=19$m=19456,t=2,p=1$wunwunT+aaf9yA+WITCe6Q$EvTK5CMvY6FqWdmm8l8Z+U7/oUqRO2GP2xUO9sLyrYQ"));
}

TEST(Password, NoPasswordCostsAsMuchAsAWrongOne) {
    const auto place = enter_hashing_lane();
    const auto before = hashing_lane().runs();
    EXPECT_FALSE(verify_password(*place, "", "một câu dễ nhớ"));
    EXPECT_EQ(hashing_lane().runs(), before + 1);
    EXPECT_FALSE(needs_rehash(dummy_hash()));  // else it would cost something else
}

TEST(Password, IsCountedInCharactersNotBytes) {
    EXPECT_EQ(refusals("友谊友谊友谊友谊友"), Keys{"auth.password_short"});
    EXPECT_EQ(refusals("友谊友谊友谊友谊友谊"), Keys{});
    EXPECT_EQ(refusals(std::string(200, 'x')), Keys{});
    EXPECT_EQ(refusals(std::string(201, 'x')), Keys{"auth.password_long"});
    EXPECT_EQ(refusals(""), Keys{"auth.password_short"});
}

TEST(Password, OneOfTheCommonestOrTheAccountsOwnNameIsRefused) {
    Account account;
    account.name = "nguyen.thi.lan";
    account.full_name = "Nguyễn Thị Lan";
    account.email = "lan@example.vn";
    EXPECT_EQ(refusals("1234567890", account), Keys{"auth.password_common"});
    EXPECT_EQ(refusals("MatKhau123", account), Keys{"auth.password_common"});
    EXPECT_EQ(refusals("Nguyen.Thi.Lan", account), Keys{"auth.password_is_name"});
    EXPECT_EQ(refusals("NGUYỄN THỊ LAN", account), Keys{"auth.password_is_name"});
    EXPECT_EQ(refusals("LAN@example.vn", account), Keys{"auth.password_is_name"});
    EXPECT_EQ(refusals("lan thích hoa đào", account), Keys{});
    EXPECT_EQ(refusals("aaaaaaaaaab"), Keys{});  // no rules of composition
}

TEST(HashingLane, RunsSoManyAtOnceAndTurnsAwayWhoWouldWaitTooLong) {
    Lane lane(2, 3);
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    std::vector<Lane::Place> places;
    for (int i = 0; i < 5; ++i) places.push_back(*lane.enter());
    EXPECT_FALSE(lane.enter());

    std::latch both(2);  // two run together, or this never ends
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < places.size(); ++i)
        threads.emplace_back([&, i] {
            places[i].run([&] {
                const int now = ++running;
                for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
                }
                if (i < 2) both.arrive_and_wait();
                --running;
            });
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(most, 2);
    EXPECT_EQ(lane.runs(), 5U);
    EXPECT_FALSE(lane.enter());
    places.clear();
    EXPECT_TRUE(lane.enter());
}

}  // namespace
}  // namespace caunoi::auth
