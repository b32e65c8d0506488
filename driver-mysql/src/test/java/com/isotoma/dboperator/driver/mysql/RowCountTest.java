package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RowCountTest {
    @Test
    void rowsAreTheGroupsAfterValues() {
        assertThat(count("CREATE TABLE `a` (\n  `id` int\n);\nINSERT INTO `a` VALUES (1,'x'),(2,NULL),(3,0x28);\n"))
                .isEqualTo(Map.of("a", 3L));
    }

    @Test
    void severalStatementsOfOneTableAddUp() {
        assertThat(count("INSERT INTO `a` VALUES (1);\nINSERT INTO `a` VALUES (2),(3);\n"))
                .isEqualTo(Map.of("a", 3L));
    }

    @Test
    void rowsMayStandOnLinesOfTheirOwn() {
        assertThat(count("INSERT INTO `a` VALUES\n(1),\n(2);\n")).isEqualTo(Map.of("a", 2L));
    }

    @Test
    void aTableWithoutRowsIsThere() {
        assertThat(count("CREATE TABLE `a` (\n  `id` int\n);\n/*!50001 CREATE VIEW `v` AS SELECT \n 1*/;\n"))
                .isEqualTo(Map.of("a", 0L));
    }

    @Test
    void whatTextsHoldIsNotLookedAt() {
        assertThat(
                        count(
                                "INSERT INTO `a` VALUES ('),(;\\'),(','''),('),(_binary '\\\\');\nINSERT INTO `b` VALUES ('(');\n"))
                .isEqualTo(Map.of("a", 2L, "b", 1L));
    }

    @Test
    void listsOfColumnsAreNoRows() {
        assertThat(count("INSERT INTO `a` (`V`, `) VALUES (`, `x``)`) VALUES (1,2,3);\n"))
                .isEqualTo(Map.of("a", 1L));
    }

    @Test
    void namesMayHaveBackticksAndBeUnicode() {
        assertThat(count("INSERT INTO `a``b VALUES` VALUES (1);\nINSERT INTO `é` VALUES (1);\n"))
                .isEqualTo(Map.of("a`b VALUES", 1L, "é", 1L));
    }

    @Test
    void insertsInProgramsAreNoData() {
        assertThat(count(
                        "DELIMITER ;;\nCREATE PROCEDURE `p`()\nBEGIN\nINSERT INTO `a` VALUES (1);\nEND ;;\nDELIMITER ;\n"
                                + "INSERT INTO `b` VALUES (1);\n"))
                .isEqualTo(Map.of("b", 1L));
    }

    @Property(tries = 100)
    void theSizesOfThePiecesDoNotMatter(
            @ForAll @Size(min = 1, max = 20) List<String> values, @ForAll @IntRange(min = 1, max = 40) int piece) {
        var dump = new StringBuilder("CREATE TABLE `t` (\n `v` text\n);\nINSERT INTO `t` VALUES ");
        for (var value : values) {
            var quoted = value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n");
            dump.append(dump.charAt(dump.length() - 1) == ')' ? "," : "")
                    .append("(1,'")
                    .append(quoted)
                    .append("')");
        }
        var bytes = dump.append(";\n").toString().getBytes(StandardCharsets.UTF_8);
        var counter = new RowCount();
        for (int at = 0; at < bytes.length; at += piece) {
            counter.see(bytes, at, Math.min(piece, bytes.length - at));
        }
        assertThat(counter.contents().rows()).isEqualTo(Map.of("t", (long) values.size()));
    }

    private static Map<String, Long> count(String dump) {
        var bytes = dump.getBytes(StandardCharsets.UTF_8);
        var counter = new RowCount();
        counter.see(bytes, 0, bytes.length);
        return counter.contents().rows();
    }
}
