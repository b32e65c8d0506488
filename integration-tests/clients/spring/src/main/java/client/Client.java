package client;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.JdbcTemplate;

/** Connects by spring.datasource alone. */
@SpringBootApplication
public class Client implements CommandLineRunner {
    private final JdbcTemplate jdbc;

    public Client(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Client.class, arguments);
    }

    @Override
    public void run(String... arguments) {
        jdbc.execute("CREATE TABLE IF NOT EXISTS made_by_spring (id int)");
        System.out.println("logged in as " + jdbc.queryForObject(System.getenv("WHO"), String.class));
    }
}
