package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortableDumpTest {
    private static final String END = "\n-- Dump completed\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            /*!50013 DEFINER=`o`@`%` SQL SECURITY DEFINER */ | /*!50013 SQL SECURITY DEFINER */
            /*!50003 CREATE*/ /*!50017 DEFINER=`o`@`%`*/ /*!50003 TRIGGER x | /*!50003 CREATE*/ /*!50017 */ /*!50003 TRIGGER x
            /*!50106 CREATE*/ /*!50117 DEFINER=`o`@`%`*/ /*!50106 EVENT e | /*!50106 CREATE*/ /*!50117 */ /*!50106 EVENT e
            CREATE DEFINER=`o`@`%` PROCEDURE `p`() | CREATE PROCEDURE `p`()
            /*!50003 CREATE DEFINER=`o``x`@`h``` FUNCTION `f`() | /*!50003 CREATE FUNCTION `f`()
            /*!50003 CREATE*/ /*!50017 DEFINER="o""x"@"%"*/ /*!50003 TRIGGER x | /*!50003 CREATE*/ /*!50017 */ /*!50003 TRIGGER x
            ALTER DATABASE `old``;` CHARACTER SET latin1 ; | ALTER DATABASE CHARACTER SET latin1 ;
            """)
    void whatTiesADumpToItsOriginGoes(String line, String expected) throws Exception {
        assertThat(portable("a\n" + line + "\nb" + END, 7)).isEqualTo("a\n" + expected + "\nb" + END);
    }

    @Test
    void dataThatLooksLikeItStays() throws Exception {
        var data = "INSERT INTO `t` VALUES ('CREATE DEFINER=`a`@`b` VIEW'),\n(' /*!50013 DEFINER=`a`@`b` */');\n"
                + "  CREATE DEFINER=`a`@`b` PROCEDURE p()\nCREATE TABLE `t` (a INT);\n" + END;

        assertThat(portable(data, 1000)).isEqualTo(data);
    }

    @Test
    void aDumpWithoutItsEndIsSeenAsSuch() throws Exception {
        var dump = new PortableDump(
                new ByteArrayInputStream("CREATE TABLE t (a INT);\n".getBytes(StandardCharsets.UTF_8)));

        dump.transferTo(new ByteArrayOutputStream());

        assertThat(dump.complete()).isFalse();
    }

    @Property(tries = 300)
    void whateverTheLinesAndThePiecesOnlyThoseLinesChange(
            @ForAll("lines") List<String> lines, @ForAll @IntRange(min = 1, max = 5000) int piece) throws Exception {
        var dump = String.join("\n", lines) + END;
        var expected = dump.replaceAll("(?m)^CREATE DEFINER=`u`@`%` VIEW", "CREATE VIEW");

        assertThat(portable(dump, piece)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just("CREATE DEFINER=`u`@`%` VIEW v")),
                        Tuple.of(1, Arbitraries.just("CREATE DEFINER=`u`")),
                        Tuple.of(1, Arbitraries.just("A".repeat(700_000))),
                        Tuple.of(1, Arbitraries.just("")),
                        Tuple.of(3, Arbitraries.strings().alpha().ofMaxLength(300)))
                .list()
                .ofMaxSize(8);
    }

    /** Reads in pieces of that size, from a source that gives pieces of about that size as well. */
    private static String portable(String dump, int piece) throws IOException {
        var source = new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, piece + 1));
            }
        };
        var out = new ByteArrayOutputStream();
        try (var portable = new PortableDump(source)) {
            pump(portable, out, piece);
            assertThat(portable.complete()).isTrue();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void pump(InputStream in, ByteArrayOutputStream out, int piece) throws IOException {
        var buffer = new byte[piece];
        int n;
        while ((n = in.read(buffer)) >= 0) {
            assertThat(n).isPositive();
            out.write(buffer, 0, n);
        }
    }
}
