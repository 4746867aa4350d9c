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

    /** The signature in the vector {@code COMPLETE receipt}, by the key of RFC 8032 §7.1, test 1. */
    static final String SIGNATURE = "d795d13de273674f3495851bb60eb8fdbe065975b5974bf3efca5cb7869bd00e"
            + "c38b2fb134732b871929360e16653f8148887d29c08f2eb9d9dbe60ea5f83200";

    private static final String SENDER = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    private static final String RECEIVER = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final String ROOT = "087eb12bfde82755d8b499c6b78ff8b711bb8eebe1e8d285e8667713c32b81d0";

    private static final Receipt RECEIPT = new Receipt(
            PeerId.of(HEX.parseHex(SENDER)),
            PeerId.of(HEX.parseHex(RECEIVER)),
            ShareId.of(HEX.parseHex("490712834958cb2eb999")),
            new ContentId(1_000_000, Hash.parse(ROOT)),
            1_767_225_600);

    @Test
    void signsPinnedBytes() {
        String label = "676f64776974207265636569707420" + "31";
        String expected =
                label + SENDER + RECEIVER + "490712834958cb2eb999" + "00000000000f4240" + ROOT + "000000006955b900";
        assertThat(HEX.formatHex(RECEIPT.signedBytes())).isEqualTo(expected);
    }

    @Test
    void isProvenByItsReceiverAlone() {
        byte[] signature = HEX.parseHex(SIGNATURE);
        assertThat(RECEIPT.receiver().verifies(RECEIPT.signedBytes(), signature))
                .isTrue();
        assertThat(RECEIPT.sender().verifies(RECEIPT.signedBytes(), signature)).isFalse();
    }
}
