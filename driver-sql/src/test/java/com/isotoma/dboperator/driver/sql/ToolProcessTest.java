package com.isotoma.dboperator.driver.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolProcessTest {
    @Test
    void handsOverTheWholeOutput() throws Exception {
        var out = new ByteArrayOutputStream();

        shell("head -c 3000000 /dev/zero").read(Reasons.DUMP_FAILED, in -> in.transferTo(out));

        assertThat(out.size()).isEqualTo(3_000_000);
    }

    @Test
    void aStatusOtherThanZeroIsAFailureEvenAfterPlentyOfOutput() {
        assertThatThrownBy(() -> shell("head -c 100000 /dev/zero; echo 'lost the server' >&2; exit 3")
                        .read(Reasons.DUMP_FAILED, in -> in.transferTo(new ByteArrayOutputStream())))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("status 3")
                .hasMessageContaining("lost the server");
    }

    /** Java would give the program another one, and it might dump another database. */
    @Test
    void aNameThatTheLocaleDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> new ToolProcess(List.of("echo", "half \ud83d"), Map.of(), Set.of())
                        .read(Reasons.DUMP_FAILED, in -> in.transferTo(new ByteArrayOutputStream())))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("cannot be given to a program in this locale: set LC_ALL=C.UTF-8");
    }

    @Test
    void secretsAreBlottedOutOfMessages() {
        assertThatThrownBy(() -> new ToolProcess(
                                List.of("sh", "-c", "echo \"password $P is wrong\" >&2; exit 1"),
                                Map.of("P", "hunter2"),
                                Set.of("hunter2"))
                        .read(Reasons.DUMP_FAILED, in -> in.transferTo(new ByteArrayOutputStream())))
                .hasMessageContaining("password *** is wrong");
    }

    /** The driver's own variables may hold what is none of the program's business: proxies, tokens, keys. */
    @Test
    void theProgramHasOnlyTheVariablesThatItNeeds() throws Exception {
        assertThat(System.getenv()).as("else this test would prove nothing").hasSizeGreaterThan(5);
        var out = new ByteArrayOutputStream();

        new ToolProcess(List.of("env"), Map.of("P", "1"), Set.of()).read(Reasons.DUMP_FAILED, in -> in.transferTo(out));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .contains("P=1", "PATH=" + System.getenv("PATH"))
                .allMatch(line -> line.matches(
                        "(P|PATH|HOME|TMPDIR|TZ|TZDIR|LANG\\w*|LC_\\w+|LD_LIBRARY_PATH|SSL_CERT_\\w+)=.*"));
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> new ToolProcess(List.of("no-such-tool"), Map.of(), Set.of())
                        .read(Reasons.DUMP_FAILED, in -> in.transferTo(new ByteArrayOutputStream())))
                .isInstanceOf(DriverException.class)
                .hasMessageContaining("no-such-tool");
    }

    @Test
    void aFailingSinkEndsTheProgram() {
        assertThatThrownBy(() -> shell("yes").read(Reasons.DUMP_FAILED, in -> {
                    assertThat(in.read()).isPositive();
                    throw new IOException("store is full");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("store is full");
    }

    @Test
    void interruptionKillsTheProgramAndItsChildren(@TempDir Path folder) throws Exception {
        var pidFile = folder.resolve("pid");
        var thrown = new AtomicReference<Throwable>();
        var runner = Thread.ofPlatform().start(() -> {
            try {
                shell("sleep 600 & echo $! > " + pidFile + "; wait")
                        .read(Reasons.DUMP_FAILED, in -> in.transferTo(new ByteArrayOutputStream()));
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        await().until(() -> Files.exists(pidFile) && !Files.readString(pidFile).isBlank());
        long child = Long.parseLong(Files.readString(pidFile).strip());

        runner.interrupt();

        runner.join(10_000);
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        await().until(() ->
                ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void interruptionAlsoEndsAWaitForTheOtherSideOfTheStream() throws Exception {
        var waiting = new CountDownLatch(1);
        var storeThatNeverAnswers = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        var runner = Thread.ofPlatform().start(() -> {
            try {
                shell("yes").read(Reasons.DUMP_FAILED, in -> {
                    waiting.countDown();
                    try {
                        storeThatNeverAnswers.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                });
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        waiting.await();

        runner.interrupt();

        assertThat(runner.join(Duration.ofSeconds(10))).isTrue();
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void feedsTheProgramAndReportsItsOwnMessageWhenItStopsReading(@TempDir Path folder) throws Exception {
        var copy = folder.resolve("copy");
        shell("cat > " + copy).feed(Reasons.RESTORE_FAILED, source("SELECT 1;"));
        assertThat(copy).hasContent("SELECT 1;");

        assertThatThrownBy(() -> shell("echo 'syntax error' >&2; exit 1")
                        .feed(Reasons.RESTORE_FAILED, new ByteArrayInputStream(new byte[5_000_000])))
                .hasMessageContaining("syntax error");
    }

    @Test
    void aFilterReadsAndWritesAtOnce() throws Exception {
        var out = new ByteArrayOutputStream();

        shell("tr a b")
                .filter(
                        Reasons.RESTORE_FAILED,
                        new ByteArrayInputStream("a".repeat(3_000_000).getBytes(StandardCharsets.UTF_8)),
                        in -> in.transferTo(out));

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("b".repeat(3_000_000));
    }

    @Test
    void aFailingSourceOfAFilterIsTheCallersOwnFailure() {
        var broken = new SequenceInputStream(
                new ByteArrayInputStream(new byte[100]), new FilterInputStream(new ByteArrayInputStream(new byte[0])) {
                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        throw new IOException("checksum is wrong");
                    }
                });

        assertThatThrownBy(() -> shell("cat")
                        .filter(Reasons.RESTORE_FAILED, broken, in -> in.transferTo(new ByteArrayOutputStream())))
                .isInstanceOf(IOException.class)
                .hasMessage("checksum is wrong");
    }

    @Test
    void aFilterWhoseReaderGivesUpEnds() {
        assertThatThrownBy(() -> shell("cat")
                        .filter(Reasons.RESTORE_FAILED, new ByteArrayInputStream(new byte[10_000_000]), in -> {
                            throw new IOException("enough");
                        }))
                .isInstanceOf(IOException.class)
                .hasMessage("enough");
    }

    private static ToolProcess shell(String script) {
        return new ToolProcess(List.of("sh", "-c", script), Map.of(), Set.of());
    }

    private static ByteArrayInputStream source(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
