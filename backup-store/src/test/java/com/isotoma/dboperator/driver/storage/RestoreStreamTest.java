package com.isotoma.dboperator.driver.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.isotoma.dboperator.driver.spi.DriverException;
import com.isotoma.dboperator.driver.spi.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RestoreStreamTest {
    private static final String NAME = "nightly.sql.zst";

    @Property(tries = 100)
    void readsTheDumpHashesTheObjectAndCountsBoth(@ForAll @Size(min = 16, max = 200_000) byte[] dump) throws Exception {
        var object = stored(dump);
        try (var stream = new RestoreStream(new ByteArrayInputStream(object), NAME, true, null)) {
            assertThat(stream.readAllBytes()).isEqualTo(dump);
            assertThat(stream.drain()).isZero();
            stream.requireUnbroken();
            assertThat(stream.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(object)));
            assertThat(stream.storedBytes()).isEqualTo(object.length);
            assertThat(stream.restoredBytes()).isEqualTo(dump.length);
        }
    }

    @Property(tries = 100)
    void anObjectThatEndsEarlyIsDamagedWhateverTheDriverMakesOfIt(
            @ForAll @Size(min = 16, max = 50_000) byte[] dump, @ForAll @IntRange(min = 1, max = 10_000) int missing)
            throws Exception {
        var object = stored(dump);
        var cut = Arrays.copyOf(object, Math.max(0, object.length - missing));
        try (var stream = new RestoreStream(new ByteArrayInputStream(cut), NAME, true, null)) {
            assertThatThrownBy(() -> stream.transferTo(new ByteArrayOutputStream()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
            assertThatThrownBy(stream::requireUnbroken).isInstanceOfSatisfying(DriverException.class, e -> {
                assertThat(e.kind()).isEqualTo(DriverException.Kind.USER);
                assertThat(e.reason()).isEqualTo(Reasons.BACKUP_DAMAGED);
            });
        }
    }

    @Example
    void whatADriverLeavesIsReadAndCounted() throws Exception {
        var dump = new byte[10_000];
        try (var stream = new RestoreStream(new ByteArrayInputStream(stored(dump)), NAME, true, null)) {
            assertThat(stream.readNBytes(9_000)).hasSize(9_000);
            assertThat(stream.drain()).isEqualTo(1_000);
        }
    }

    @Example
    void anObjectThatIsTheDumpItselfIsPassedOn() throws Exception {
        var dump = "a dump that nobody compressed".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (var stream = new RestoreStream(new ByteArrayInputStream(dump), "nightly.sql", false, null)) {
            assertThat(stream.readAllBytes()).isEqualTo(dump);
            assertThat(stream.storedBytes()).isEqualTo(dump.length);
        }
    }

    private static byte[] stored(byte[] dump) {
        return Zstd.compress(dump);
    }
}
