package com.isotoma.dboperator.demo.service.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.isotoma.dboperator.demo.service.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Names survive the way through an address, whatever they are. */
class AddressTest {
    @Property
    void anEncodedNameIsOneSegmentAndComesOutAsItWentIn(@ForAll("names") String name) throws Refusal {
        var path = "/databases/" + TestClient.encode(name) + "/records";

        assertThat(Address.segments(path)).containsExactly("databases", name, "records");
        assertThat(Address.query("owner=" + TestClient.encode(name) + "&adopt")).containsEntry("owner", name);
    }

    @Example
    void whatIsNoEncodingOfUtf8IsRefused() {
        for (var wrong : List.of("/%", "/%4", "/%zz", "/%ff", "/%+1")) {
            assertThatThrownBy(() -> Address.segments(wrong)).isInstanceOf(Refusal.class);
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .all()
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(name -> StandardCharsets.UTF_8.newEncoder().canEncode(name));
    }
}
