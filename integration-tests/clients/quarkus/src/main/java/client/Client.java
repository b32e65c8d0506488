package client;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/** Connects by quarkus.datasource alone. */
@QuarkusMain
public class Client implements QuarkusApplication {
    @Inject
    DataSource source;

    @Override
    public int run(String... arguments) throws Exception {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS made_by_quarkus (id int)");
            try (var rows = statement.executeQuery(System.getenv("WHO"))) {
                rows.next();
                System.out.println("logged in as " + rows.getString(1));
            }
        }
        return 0;
    }
}
