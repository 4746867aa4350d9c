package dev.godwit.dht.lookup;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.Contact;
import java.util.Optional;

/** A node that answered, under the id that it told itself, and its token for storing. */
public record Responder(Contact contact, Optional<ByteString> token) {}
