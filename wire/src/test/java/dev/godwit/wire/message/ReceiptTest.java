package dev.godwit.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.content.merkle.ContentId;
import dev.godwit.content.merkle.Hash;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.ticket.ShareId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReceiptTest {
    private static final HexFormat HEX = HexFormat.of();

    /** The signature in the vector {@code COMPLETE whole}, by the key of RFC 8032 §7.1, test 1. */
    static final String SIGNATURE = "8a48b6c7d4e2fcf51b30612b5cd3cb6455c830a499286e8ea79060f399622258"
            + "47f668227f2eb3c06a1751b35788050a9630d2ca0b30f3df4e9a8e53f1d89708";

    /** That in {@code COMPLETE part}. */
    static final String SIGNATURE_OF_PART = "f2ae17246cf83b7bf1a16da292aeef0f55cfc3b2b6646268c013f877cec92d90"
            + "c45418ec8f555fbaaef22fe9ef0e82930d277971352ef20caa0a77bc4d3b5b0f";

    private static final String SENDER = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    private static final String RECEIVER = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String ROOT = "087eb12bfde82755d8b499c6b78ff8b711bb8eebe1e8d285e8667713c32b81d0";

    private static final Receipt RECEIPT = receipt(true);

    private static Receipt receipt(boolean whole) {
        return new Receipt(
                PeerId.of(HEX.parseHex(SENDER)),
                PeerId.of(HEX.parseHex(RECEIVER)),
                ShareId.of(HEX.parseHex("490712834958cb2eb999")),
                new ContentId(1_000_000, Hash.parse(ROOT)),
                1_767_225_600,
                whole);
    }

    @Test
    void signsPinnedBytes() {
        String label = "676f64776974207265636569707420" + "31";
        String expected =
                label + SENDER + RECEIVER + "490712834958cb2eb999" + "00000000000f4240" + ROOT + "000000006955b900";
        assertThat(HEX.formatHex(RECEIPT.signedBytes())).isEqualTo(expected + "01");
        assertThat(HEX.formatHex(receipt(false).signedBytes())).isEqualTo(expected + "00");
    }

    @Test
    void isProvenByItsReceiverAlone() {
        byte[] signature = HEX.parseHex(SIGNATURE);
        assertThat(RECEIPT.receiver().verifies(RECEIPT.signedBytes(), signature))
                .isTrue();
        assertThat(RECEIPT.sender().verifies(RECEIPT.signedBytes(), signature)).isFalse();
    }

    @Test
    void ofAPartIsNoneOfTheWhole() {
        Receipt part = receipt(false);
        assertThat(part.receiver().verifies(part.signedBytes(), HEX.parseHex(SIGNATURE_OF_PART)))
                .isTrue();
        assertThat(part.receiver().verifies(part.signedBytes(), HEX.parseHex(SIGNATURE)))
                .isFalse();
        assertThat(RECEIPT.receiver().verifies(RECEIPT.signedBytes(), HEX.parseHex(SIGNATURE_OF_PART)))
                .isFalse();
    }
}
