package com.isotoma.dboperator.driver.demohttp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Which streams are taken for whole exports, whatever the pieces in which they arrive. */
class ExportEndTest {
    @Property
    void aWholeExportIsWholeAndEveryOtherPrefixIsNot(
            @ForAll @Size(max = 5) List<@IntRange(max = 200) Integer> records,
            @ForAll @IntRange(min = 1, max = 50) int piece,
            @ForAll @IntRange(max = 1000) int cut) {
        var text = new StringBuilder();
        records.forEach(
                length -> text.append("{\"text\":\"").append("é".repeat(length)).append("\"}\n"));
        text.append("{\"end\":true,\"records\":").append(records.size()).append("}\n");
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);

        assertThat(whole(bytes, bytes.length, piece)).isTrue();
        assertThat(whole(bytes, cut % bytes.length, piece)).isFalse();
    }

    @Property
    void aWrongCountIsNoEnd(@ForAll @IntRange(min = 1, max = 9) int count) {
        var bytes = ("{\"end\":true,\"records\":" + count + "}\n").getBytes(StandardCharsets.UTF_8);

        assertThat(whole(bytes, bytes.length, 7)).isFalse();
    }

    private static boolean whole(byte[] bytes, int length, int piece) {
        var end = new ExportEnd();
        for (int from = 0; from < length; from += piece) {
            int n = Math.min(piece, length - from);
            var buffer = new byte[piece];
            System.arraycopy(bytes, from, buffer, 0, n);
            end.add(buffer, n);
        }
        return end.reached();
    }
}
