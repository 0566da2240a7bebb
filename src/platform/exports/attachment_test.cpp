#include "platform/exports/attachment.hpp"

#include "platform/http/header_value.hpp"

#include <gtest/gtest.h>

namespace caunoi::exports {
namespace {

TEST(Attachment, KeepsTheNameInEveryScript) {
    for (const std::string name : {"Đoàn vào 2023.csv", "越中友好协会.csv", "a'b%c.csv", "no extension"}) {
        const auto header = http::parse_header_value(attachment(name));
        EXPECT_EQ(header.value, "attachment");
        EXPECT_EQ(http::parse_extended_value(header.parameter("filename*").value_or("")), name);
    }
}

TEST(Attachment, HasAnAsciiNameForOldClients) {
    const auto ascii = [](std::string_view name) {
        return http::parse_header_value(attachment(name)).parameter("filename").value_or("");
    };
    EXPECT_EQ(ascii("Đoàn vào 2023.csv"), "doan-vao-2023.csv");
    EXPECT_EQ(ascii("友好.csv"), "you-hao.csv");
    EXPECT_EQ(ascii("한국.csv"), "export.csv");
    EXPECT_EQ(ascii(""), "export");
}

TEST(Attachment, CannotLeaveTheHeaderOrTheFolder) {
    const std::string header = attachment("../\"x\"\r\nSet-Cookie: a=b;.csv");
    EXPECT_EQ(header.find('\n'), std::string::npos);
    EXPECT_EQ(header.find('\r'), std::string::npos);
    EXPECT_EQ(header.find('/'), std::string::npos);
    EXPECT_EQ(header.find("Set-Cookie:"), std::string::npos);
    EXPECT_EQ(http::parse_header_value(header).parameters.size(), 2U);
}

}  // namespace
}  // namespace caunoi::exports
