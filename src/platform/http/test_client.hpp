// A client that sends exactly the bytes it is given, for tests of what no proper client would send.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caunoi::http {

struct Reply {
    int status = 0;    // 0: the connection ended before a whole head came
    std::string head;  // with the blank line
    std::string body;
    bool whole = false;  // all of Content-Length came

    [[nodiscard]] bool has_line(std::string_view line) const;
};

class TestClient {
public:
    explicit TestClient(std::uint16_t port);
    ~TestClient();
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    bool send(std::string_view bytes) const;  // false: the other side has closed
    Reply read_reply(bool with_body = true);
    bool at_end();  // waits until the other side closes; false: something more came

private:
    bool receive();
    int socket_ = -1;
    std::string pending_;
};

}  // namespace caunoi::http
