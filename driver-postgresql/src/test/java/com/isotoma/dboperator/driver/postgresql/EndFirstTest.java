package com.isotoma.dboperator.driver.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EndFirstTest {
    @Property(tries = 50)
    void allBytesComeThrough(@ForAll @IntRange(max = 1_000_000) int size) throws IOException {
        var bytes = new byte[size];
        new Random(size).nextBytes(bytes);

        assertThat(new EndFirst(new ByteArrayInputStream(bytes)).readAllBytes()).isEqualTo(bytes);
        assertThat(new EndFirst(new ByteArrayInputStream(bytes, 0, Math.min(size, 999))).readAllBytes())
                .hasSize(Math.min(size, 999));
    }

    @Test
    void anErrorAtTheEndComesBeforeTheLastBytes() {
        var source = new SequenceInputStream(new ByteArrayInputStream(new byte[1000]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("checksum is wrong");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("checksum is wrong");
            }
        });
        var got = new ByteArrayOutputStream();

        assertThatThrownBy(() -> new EndFirst(source).transferTo(got)).hasMessage("checksum is wrong");
        assertThat(got.size()).isZero();
    }
}
