package com.isotoma.dboperator.driver.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Credentials;
import com.isotoma.dboperator.driver.spi.Owner;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.mysql.MySQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The official image as people run it: binary log on, its own certificates. Skipped where there is no Docker. */
@Testcontainers(disabledWithoutDocker = true)
class MysqlTestcontainersIT {
    private static final String ROOT_PASSWORD = "rootPassword1";

    @Container
    private final MySQLContainer container = new MySQLContainer(
                    DockerImageName.parse(image()).asCompatibleSubstituteFor("mysql"))
            .withUsername("root")
            .withPassword(ROOT_PASSWORD);

    private static String image() {
        return Objects.requireNonNullElse(System.getenv("DB_OPERATOR_TEST_MYSQL_IMAGE"), "mysql:9");
    }

    @Test
    void createsAndDropsOnTheOfficialImage() throws Exception {
        var server = new TestServer(
                container.getHost(),
                container.getMappedPort(3306),
                new Credentials("root", ROOT_PASSWORD),
                Path.of("/nonexistent"));
        var target = server.target(new Owner("c", "shop", "orders"), "shop_orders", "shop_orders");
        var driver = new MysqlDriver();

        var info = driver.create(new CreateRequest(target, "Password0123456789", false));

        assertThat(info.version()).startsWith("MySQL ");
        try (var connection = server.asApplication(target, "Password0123456789")) {
            assertThat(connection.isValid(5)).isTrue();
        }
        driver.drop(target);
        assertThat(server.askAdmin("SELECT user FROM mysql.user WHERE user = ?", "shop_orders"))
                .isEmpty();
    }
}
