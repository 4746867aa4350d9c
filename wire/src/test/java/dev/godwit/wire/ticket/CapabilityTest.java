package dev.godwit.wire.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CapabilityTest {
    private static final Capability CAPABILITY =
            Capability.of(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));

    /** The first ten bytes of SHA-256("godwit share 1" ‖ capability), PROTOCOL.md §3.2. */
    @Test
    void givesAPinnedShareId() {
        ShareId id = CAPABILITY.shareId();
        assertThat(id.bytes()).isEqualTo(HexFormat.of().parseHex("490712834958cb2eb999"));
        assertThat(id).hasToString("jedrfa2jldfs5omz").isEqualTo(ShareId.of(id.bytes()));
        assertThat(id).hasSameHashCodeAs(ShareId.of(id.bytes()));
    }

    @Test
    void isEqualByItsBytesAndHidesThem() {
        assertThat(Capability.of(CAPABILITY.bytes())).isEqualTo(CAPABILITY).hasSameHashCodeAs(CAPABILITY);
        assertThat(Capability.generate()).isNotEqualTo(Capability.generate());
        assertThat(CAPABILITY).hasToString("Capability[hidden]");
        CAPABILITY.bytes()[0]++;
        assertThat(CAPABILITY.bytes()[0]).isZero();
    }

    @Test
    void hasExactLengths() {
        assertThatIllegalArgumentException().isThrownBy(() -> Capability.of(new byte[15]));
        assertThatIllegalArgumentException().isThrownBy(() -> ShareId.of(new byte[11]));
    }
}
