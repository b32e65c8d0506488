package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.Access;
import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.Owner;
import com.isotoma.dboperator.driver.spi.UserRequest;
import com.isotoma.dboperator.driver.spi.UserTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MySQL with partial revokes, where a grant means the name as it stands. */
class PartialRevokesIT {
    private final TestServer server = TestServer.local("MYSQL", "ADMIN");

    @BeforeEach
    void on() throws Exception {
        server.asAdmin("SET GLOBAL partial_revokes = ON");
    }

    @AfterEach
    void off() throws Exception {
        server.asAdmin("SET GLOBAL partial_revokes = OFF");
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial_revokes", "per%cent", "back\\slash"})
    void theApplicationGetsIntoItsDatabase(String name) throws Exception {
        var target = server.target(new Owner("c", "shop", "partial"), name, "partial");
        var driver = new MysqlDriver();
        try {
            driver.create(new CreateRequest(target, "Password0123456789", false));

            try (var connection = server.asApplication(target, "Password0123456789")) {
                TestServer.run(connection, "CREATE TABLE t (a INT)");
                assertThat(TestServer.texts(connection, "SHOW TABLES")).containsExactly("t");
            }
            for (var access : Access.values()) {
                var user = new UserTarget(target, "some", "partial_u", access);
                driver.ensureUser(UserRequest.alone(user, new Credentials("partial_u", "Further0123456789")));
                try (var connection = server.connect(name, "partial_u", "Further0123456789")) {
                    assertThat(TestServer.texts(connection, "SHOW TABLES")).containsExactly("t");
                }
            }
        } finally {
            driver.drop(target);
        }
    }
}
