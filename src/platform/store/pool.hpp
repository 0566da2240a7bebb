// Connections lent to one thread each. First come, first served: a writer of many small transactions (an import) must
// not starve the others. Only for this folder.
#pragma once

#include "platform/store/connection.hpp"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace caunoi::store {

class Pool {
public:
    using Open = std::function<std::unique_ptr<Connection>()>;

    Pool(int most, Open open) : most_(most), open_(std::move(open)) {}

    class Lent {
    public:
        explicit Lent(Pool& pool) : pool_(pool), connection_(pool.take()) {}
        Lent(const Lent&) = delete;
        Lent& operator=(const Lent&) = delete;
        ~Lent() { pool_.give_back(std::move(connection_)); }
        Connection& operator*() const { return *connection_; }
        Connection* operator->() const { return connection_.get(); }

    private:
        Pool& pool_;
        std::unique_ptr<Connection> connection_;
    };

private:
    std::unique_ptr<Connection> take();
    void give_back(std::unique_ptr<Connection> connection);

    int most_;
    Open open_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::uint64_t next_ticket_ = 0;
    std::uint64_t served_ = 0;
    int opened_ = 0;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace caunoi::store
