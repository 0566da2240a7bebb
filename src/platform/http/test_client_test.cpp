// The raw client of the server's tests.
#include "platform/http/test_client.hpp"

#include <fmt/format.h>

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstddef>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <system_error>
#include <unistd.h>

namespace caunoi::http {

bool Reply::has_line(std::string_view line) const {
    return head.find(fmt::format("\r\n{}\r\n", line)) != std::string::npos;
}

TestClient::TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{.tv_sec = 30,
                           .tv_usec = 0};  // only so that a broken server fails a test instead of hanging it
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::system_error(errno, std::generic_category(), "connect");
}

TestClient::~TestClient() {
    ::close(socket_);
}

bool TestClient::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool TestClient::receive() {
    std::array<char, 16384> buffer;
    const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count > 0) pending_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

Reply TestClient::read_reply(bool with_body) {
    Reply reply;
    std::size_t end = 0;
    while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
        if (!receive()) return reply;
    reply.head = pending_.substr(0, end + 4);
    pending_.erase(0, end + 4);
    reply.status = std::stoi(reply.head.substr(9, 3));
    constexpr std::string_view name = "\r\nContent-Length: ";
    const std::size_t length_at = reply.head.find(name);
    const std::size_t length =
        length_at == std::string::npos || !with_body ? 0 : std::stoul(reply.head.substr(length_at + name.size()));
    while (pending_.size() < length && receive()) continue;
    reply.whole = pending_.size() >= length;
    reply.body = pending_.substr(0, length);
    pending_.erase(0, length);
    return reply;
}

bool TestClient::at_end() {
    if (!pending_.empty()) return false;
    char byte = 0;
    const ssize_t count = ::recv(socket_, &byte, 1, 0);
    return count == 0 || (count < 0 && errno == ECONNRESET);
}

}  // namespace caunoi::http
