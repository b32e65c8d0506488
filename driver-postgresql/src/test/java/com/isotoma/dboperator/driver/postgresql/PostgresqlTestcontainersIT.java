package com.isotoma.dboperator.driver.postgresql;

import com.isotoma.dboperator.driver.spi.Credentials;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The contract on the server of a container image, where there is Docker or something like it. Another image than
 * {@code postgres:18} is named by {@code DB_OPERATOR_TEST_POSTGRESQL_IMAGE}.
 */
@Testcontainers(disabledWithoutDocker = true)
class PostgresqlTestcontainersIT extends PostgresqlContract {
    @Container
    private static final PostgreSQLContainer CONTAINER = new PostgreSQLContainer(
            DockerImageName.parse(System.getenv().getOrDefault("DB_OPERATOR_TEST_POSTGRESQL_IMAGE", "postgres:18"))
                    .asCompatibleSubstituteFor("postgres"));

    PostgresqlTestcontainersIT() {
        super(server());
    }

    private static TestServer server() {
        var superuser = new Credentials(CONTAINER.getUsername(), CONTAINER.getPassword());
        return new TestServer(CONTAINER.getHost(), CONTAINER.getFirstMappedPort(), superuser, superuser);
    }
}
