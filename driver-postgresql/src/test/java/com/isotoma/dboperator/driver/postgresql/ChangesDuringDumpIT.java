package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Contents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The database goes on living while it is dumped: the dump is whole, and of one moment. */
class ChangesDuringDumpIT {
    private static final Contents WHOLE = Contents.of(Map.of("public.big", 10000L, "public.zz_last", 1L));

    @Test
    void whatIsAddedOrDroppedMeanwhileDoesNotChangeIt() throws Exception {
        try (var scratch = Scratch.on(TestServer.restricted18())) {
            scratch.run(
                    "CREATE TABLE big AS SELECT i, repeat('x', 2000) AS t FROM generate_series(1, 10000) i",
                    "CREATE TABLE zz_last AS SELECT 1 AS i");
            // Who drops a table has to wait until the dump has ended.
            var drop = new FutureTask<Boolean>(() -> {
                scratch.run("DROP TABLE zz_last");
                return true;
            });
            var sink = new Meanwhile(() -> {
                scratch.run(
                        "INSERT INTO big SELECT i, 'late' FROM generate_series(1, 1000) i",
                        "CREATE TABLE zzz_new AS SELECT 1 AS i");
                Thread.ofPlatform().daemon().start(drop);
            });

            var report = scratch.driver().backup(scratch.target(), sink);

            assertThat(drop.get()).isTrue();
            assertThat(report.contents()).isEqualTo(WHOLE);
            assertThat(scratch.driver().contents(scratch.target()))
                    .isEqualTo(Contents.of(Map.of("public.big", 11000L, "public.zzz_new", 1L)));
            try (var beside = Scratch.beside(scratch, Map.of())) {
                beside.driver().restore(beside.target(), new ByteArrayInputStream(sink.toByteArray()));
                assertThat(beside.driver().contents(beside.target())).isEqualTo(WHOLE);
            }
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Keeps what is written to it, and does something when the first bytes are there. */
    private static final class Meanwhile extends ByteArrayOutputStream {
        private final Action action;

        Meanwhile(Action action) {
            this.action = action;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            write(bytes, 0, bytes.length);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            if (size() == 0) {
                try {
                    action.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
            super.write(bytes, offset, length);
        }
    }
}
