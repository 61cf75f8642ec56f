"""Those who look after the documents: what is read, from where, and what people hand over."""
