package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.driver.spi.DriverException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DumpBeginningTest {
    private static void require(String beginning) throws Exception {
        DumpBeginning.require(new ByteArrayInputStream(beginning.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- MySQL dump 10.13",
                "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump",
                "/*!40101 SET NAMES utf8 */;",
                "\n\n  create table t (a int);",
                "# by hand\nSET x = 1;",
                "\uFEFFSET NAMES utf8mb4;",
            })
    void sqlIsTaken(String beginning) {
        assertThatCode(() -> require(beginning)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PGDMP\u0001", "This is no dump.", "{\"a\": 1}", "-- \u0000", "SETTINGS", "\u001f\u008b"})
    void whatIsNoSqlIsRefused(String beginning) {
        assertThatThrownBy(() -> require(beginning)).isInstanceOf(DriverException.class);
    }
}
