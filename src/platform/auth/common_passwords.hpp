// The commonest passwords of ten characters and more, folded: what a guesser in this region tries first.
#pragma once

#include <array>
#include <string_view>

namespace caunoi::auth {

inline constexpr auto common_passwords = std::to_array<std::string_view>({
    "0000000000",   "00000000000",   "0123456789",     "01234567890",   "0987654321",    "1111111111",
    "11111111111",  "1122334455",    "11223344556677", "1212121212",    "1231231231",    "123123123123",
    "1234567890",   "12345678900",   "12345678910",    "123456789123",  "123456789a",    "123456789abc",
    "123456789q",   "123456789z",    "1234567890a",    "1234567890-=",  "1234554321",    "12345qwert",
    "1234abcd1234", "123456abcdef",  "123abc123abc",   "123qwe123qwe",  "1357924680",    "147258369a",
    "1472583690",   "1q2w3e4r5t",    "1q2w3e4r5t6y",   "1qaz2wsx3edc",  "2222222222",    "5201314520",
    "5555555555",   "6666666666",    "7777777777",     "8888888888",    "88888888888",   "9876543210",
    "987654321a",   "9999999999",    "a123456789",     "a1234567890",   "a1b2c3d4e5",    "aa12345678",
    "aa123456789",  "aaaaaaaaaa",    "ab12345678",     "abc1234567",    "abc123456789",  "abc123abc123",
    "abcd123456",   "abcd1234567",   "abcd12345678",   "abcdefghij",    "abcdefghijk",   "admin12345",
    "admin123456",  "admin@1234",    "admin@12345",    "admin@123456",  "administrator", "anhyeuem123",
    "anhyeuem1314", "asd123456789",  "asdfghjkl1",     "asdfghjkl;",    "asdf123456",    "changeme123",
    "computer123",  "dangnhap123",   "emyeuanh123",    "football123",   "hanoi123456",   "iloveyou12",
    "iloveyou123",  "iloveyou1314",  "iloveyou520",    "khongbiet123",  "khongcopass",   "letmein123",
    "letmein1234",  "matkhau123",    "matkhau1234",    "matkhau12345",  "matkhau123456", "matkhau@123",
    "mypassword",   "mypassword1",   "nopassword",     "p@ssw0rd123",   "p@ssword123",   "pass123456",
    "passw0rd123",  "password01",    "password10",     "password11",    "password12",    "password123",
    "password1234", "password12345", "password123456", "password@123",  "q123456789",    "q1w2e3r4t5",
    "q1w2e3r4t5y6", "qazwsxedc1",    "qazwsxedc123",   "qazwsxedcrfv",  "qq123456789",   "qq12345678",
    "qwe123456789", "qweasdzxc1",    "qweasdzxc123",   "qwer123456",    "qwerty12345",   "qwerty123456",
    "qwerty1234",   "qwertyuiop",    "qwertyuiop1",    "qwertyuiop123", "qwertyuiop[]",  "saigon12345",
    "secret12345",  "superman123",   "tinhyeu123",     "toiyeuem123",   "vietnam123",    "vietnam1234",
    "vietnam12345", "vietnam123456", "vietnam1945",    "vietnam1975",   "vietnam@123",   "w123456789",
    "wang123456",   "welcome123",    "welcome1234",    "woaini1314",    "woaini1314520", "woaini520",
    "woaini520520", "woaini5201314", "woaini123456",   "woaini12345",   "yeuemnhieu",    "yeuem12345",
    "z123456789",   "zhang123456",   "zhongguo123",    "zxc123456789",  "zxcvbnm123",    "zxcvbnm1234",
    "zxcvbnm,./",
});

}  // namespace caunoi::auth
