global using StoreSensing.Testing;
