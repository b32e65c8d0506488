package com.isotoma.dboperator.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.isotoma.dboperator.driver.spi.CreateRequest;
import com.isotoma.dboperator.driver.spi.Owner;
import org.junit.jupiter.api.BeforeEach;

/** The contract on a server on which a run was killed before it could clean up: what it left is in nobody's way. */
class AfterAKilledRunTest extends MemoryDriverTest {
    private final Owner killed = new Owner("contract-test-killed", "shop", "orders");

    @BeforeEach
    void leaveWhatAKilledRunLeaves() throws Exception {
        for (var name : awkwardNames()) {
            var made = driver().create(new CreateRequest(target(killed, name), "LeftBehind0123456789", false));
            assertThat(made.identity()).isNotNull();
        }
    }
}
