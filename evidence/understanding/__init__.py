"""From the text of a page in its places to its facts: what could be one, what speaks for it, and the choice by learned weights."""
