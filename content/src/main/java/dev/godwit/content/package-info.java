/** Files as verified content: nothing here talks to a network. */
@org.jspecify.annotations.NullMarked
package dev.godwit.content;
