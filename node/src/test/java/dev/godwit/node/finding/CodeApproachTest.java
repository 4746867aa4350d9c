package dev.godwit.node.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.network.route.Searches;
import dev.godwit.transfer.pairing.CodeClaim;
import dev.godwit.wire.code.Code;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.Identity;
import dev.godwit.wire.link.Cancellation;
import dev.godwit.wire.link.Search;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class CodeApproachTest {
    /** A search that never comes to an end, as in a network that swallows everything. */
    private static final class Endless implements Search {
        @Override
        public String origin() {
            return "nowhere";
        }

        @Override
        public Running begin(Findings findings) {
            return () -> {};
        }
    }

    @Test
    @Timeout(30)
    void givesUpWhenTheSearchesDoNot() throws Exception {
        Way way = new Way(
                (_, _) -> {
                    throw new IOException("nobody");
                },
                new Cancellation(),
                Duration.ofSeconds(1),
                _ -> {});
        CodeClaim claim = new CodeClaim(
                Code.random(new SecureRandom()), Identity.generate().peerId(), new SecureRandom(), _ -> true);
        CodeApproach approach = new CodeApproach(way, claim, () -> Searches.of(List.of(new Endless())));
        assertThatThrownBy(() -> approach.claim(Duration.ofSeconds(6)))
                .isInstanceOfSatisfying(
                        FaultException.class, e -> assertThat(e.fault().code()).isEqualTo(FaultCode.CODE_NOT_FOUND))
                .hasMessageContaining("it takes too long");
    }
}
