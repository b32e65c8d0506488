package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelfNamingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO shop.t VALUES (1)",
                "BEGIN DELETE FROM `shop`.`t`; END",
                "SELECT 1 FROM shop . t",
                "CALL shop.p('x')",
                "BEGIN\n-- a comment\nUPDATE t, shop.u SET a = 1; END"
            })
    void aBodyThatNamesItsDatabase(String body) {
        assertThat(SelfNaming.names(body, "shop")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('shop.t')",
                "INSERT INTO workshop.t VALUES (1)",
                "SELECT shop FROM t",
                "SELECT \"say 'shop.t'\" FROM t",
                "BEGIN /* shop.t */ DELETE FROM t; END",
                "BEGIN\n# of shop.t\nDELETE FROM t; END",
                "SELECT a.shop.b FROM t"
            })
    void aBodyThatDoesNot(String body) {
        assertThat(SelfNaming.names(body, "shop")).isFalse();
    }
}
