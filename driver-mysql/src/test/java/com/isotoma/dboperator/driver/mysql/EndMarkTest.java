package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndMarkTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\n-- Dump completed\n",
                "x\n-- Dump completed on 2026-01-02  3:04:05\n",
                "-- Dump completed\nmore\n-- Dump completed\n"
            })
    void aDumpThatEndsWithTheMarkIsComplete(String dump) {
        assertThat(seen(dump)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x\n",
                "x\n-- Dump completed",
                "x\n-- Dump comple",
                "x\n-- Dump completed\nINSERT",
                "x\n-- Dump completed\n\n",
                "INSERT INTO t VALUES ('-- Dump completed\n"
            })
    void anythingElseIsNot(String dump) {
        assertThat(seen(dump)).isFalse();
    }

    @Property(tries = 200)
    void theSizesOfThePiecesDoNotMatter(@ForAll @IntRange(min = 1, max = 300) int piece) {
        var bytes = ("y".repeat(1000) + "\n-- Dump completed\n").getBytes(StandardCharsets.US_ASCII);
        var mark = new EndMark();
        for (int at = 0; at < bytes.length; at += piece) {
            assertThat(mark.seen()).isFalse();
            mark.see(bytes, at, Math.min(piece, bytes.length - at));
        }
        assertThat(mark.seen()).isTrue();
    }

    private static boolean seen(String dump) {
        var mark = new EndMark();
        var bytes = dump.getBytes(StandardCharsets.US_ASCII);
        mark.see(bytes, 0, bytes.length);
        return mark.seen();
    }
}
