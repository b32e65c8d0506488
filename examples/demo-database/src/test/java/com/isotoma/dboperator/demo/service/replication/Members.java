package com.isotoma.dboperator.demo.service.replication;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A cluster of processes, each at an address of its own, that find their leader as they do in Kubernetes. */
final class Members implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private final Path directory;
    private final FakeApiServer api;
    private final int port = MemberProcess.freePort();
    /** So that two runs on one machine do not share addresses. */
    private final String network = "127." + new Random().nextInt(1, 255) + "." + new Random().nextInt(1, 255) + ".";

    private final List<MemberProcess> started = new ArrayList<>();
    private int lastAddress;

    Members(Path directory) throws Exception {
        this.directory = directory;
        this.api = FakeApiServer.start(Files.createDirectory(directory.resolve("api")));
    }

    /** Starts the member with this index, again perhaps, with the data that it had; its address is another each time. */
    MemberProcess start(int index) throws Exception {
        lastAddress++;
        var address = network + lastAddress;
        var member = MemberProcess.start(directory, "demo-" + index, address, port, api.environment());
        started.add(member);
        if (index == 0) {
            api.leaderIsAt(address);
        }
        return member;
    }

    /** The leader's pod is not there, or has no address. */
    void leaderIsNowhere() {
        api.leaderIsAt("");
    }

    Path data(int index) {
        return directory.resolve("demo-" + index);
    }

    /** Waits until a follower has the same persons as the leader, in the same order. */
    static void awaitSame(MemberProcess leader, MemberProcess follower) {
        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() ->
                        follower.status("/persons") == 200 && follower.persons().equals(leader.persons()));
    }

    @Override
    public void close() {
        started.forEach(MemberProcess::close);
        api.close();
    }
}
